package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import java.util.List;
import java.util.Set;

/**
 * What the tags of a Jaeger span say about the span itself; the other tags are its attributes, and
 * its warnings the attribute {@code jaeger.warnings}, a JSON list. Kind and status are taken from
 * the attributes later, as of every format.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/jaeger/">OpenTelemetry
 *     to Jaeger</a>
 */
record JaegerSpanTags(String scope, String traceState, Attributes attributes) {
  private static final Set<String> TAKEN =
      Set.of(
          "otel.scope.name",
          "otel.library.name",
          "otel.library.version",
          "w3c.tracestate",
          "internal.span.format");

  private static final ObjectMapper JSON = new ObjectMapper();

  static JaegerSpanTags of(Attributes tags, List<String> warnings) {
    Attributes.Builder others = Attributes.builder();
    tags.text()
        .forEach(
            (key, value) -> {
              if (!TAKEN.contains(key)) {
                others.put(key, value);
              }
            });
    tags.numbers()
        .forEach(
            (key, value) -> {
              if (!TAKEN.contains(key)) {
                others.put(key, value);
              }
            });
    String version = first(tags, "otel.scope.version", "otel.library.version");
    if (!version.isEmpty()) {
      others.put("otel.scope.version", version);
    }
    if (!warnings.isEmpty()) {
      others.put("jaeger.warnings", json(warnings));
    }
    return new JaegerSpanTags(
        first(tags, "otel.scope.name", "otel.library.name"),
        first(tags, "w3c.tracestate"),
        others.build());
  }

  private static String first(Attributes tags, String... keys) {
    for (String key : keys) {
      String value = tags.get(key).orElse("");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String json(List<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
