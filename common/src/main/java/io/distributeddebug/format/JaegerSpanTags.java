package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the tags of a Jaeger span say about the span itself; the other tags are its attributes, and
 * its warnings the attribute {@code jaeger.warnings}, a JSON list. The status is that of {@code
 * otel.status_code}, else an error where {@code error} says so or, without such a tag, a log does.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/jaeger/">OpenTelemetry
 *     to Jaeger</a>
 */
record JaegerSpanTags(
    SpanKind kind,
    StatusCode status,
    String statusMessage,
    String scope,
    String traceState,
    Attributes attributes) {
  private static final Set<String> TAKEN =
      Set.of(
          "span.kind",
          "otel.status_code",
          "otel.status_description",
          "otel.scope.name",
          "otel.library.name",
          "otel.library.version",
          "w3c.tracestate",
          "internal.span.format");

  private static final ObjectMapper JSON = new ObjectMapper();

  static JaegerSpanTags of(Attributes tags, boolean logsTellError, List<String> warnings) {
    String error = first(tags, "error").toLowerCase(Locale.ROOT);
    boolean plainError = error.equals("true") || error.equals("1");
    Attributes.Builder others = Attributes.builder();
    tags.text()
        .forEach(
            (key, value) -> {
              if (!TAKEN.contains(key) && !(plainError && key.equals("error"))) {
                others.put(key, value);
              }
            });
    tags.numbers()
        .forEach(
            (key, value) -> {
              if (!TAKEN.contains(key) && !(plainError && key.equals("error"))) {
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
        kind(first(tags, "span.kind")),
        status(first(tags, "otel.status_code"), error, logsTellError),
        first(tags, "otel.status_description"),
        first(tags, "otel.scope.name", "otel.library.name"),
        first(tags, "w3c.tracestate"),
        others.build());
  }

  private static SpanKind kind(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "internal" -> SpanKind.INTERNAL;
      case "server" -> SpanKind.SERVER;
      case "client" -> SpanKind.CLIENT;
      case "producer" -> SpanKind.PRODUCER;
      case "consumer" -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private static StatusCode status(String code, String error, boolean logsTellError) {
    return switch (code.toUpperCase(Locale.ROOT)) {
      case "ERROR", "2" -> StatusCode.ERROR;
      case "OK", "1" -> StatusCode.OK;
      default -> {
        boolean failed =
            error.isEmpty() ? logsTellError : !error.equals("false") && !error.equals("0");
        yield failed ? StatusCode.ERROR : StatusCode.UNSET;
      }
    };
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
