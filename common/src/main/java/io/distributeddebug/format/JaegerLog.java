package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanEvent;
import java.io.IOException;
import java.util.Map;

/**
 * A log of a Jaeger span as an event: its field {@code event} is the name, {@code log} where it has
 * none. An error with its details is OpenTelemetry's {@code exception}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/compatibility/opentracing/">OpenTracing
 *     compatibility</a>
 */
final class JaegerLog {
  private static final Map<String, String> EXCEPTION_FIELDS =
      Map.of(
          "error.kind",
          "exception.type",
          "message",
          "exception.message",
          "stack",
          "exception.stacktrace");

  private JaegerLog() {}

  static SpanEvent read(JsonParser parser) throws IOException {
    long[] time = {0};
    JaegerTags fields = new JaegerTags();
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "timestamp" -> time[0] = JaegerSpan.time(p);
            case "fields" -> fields.read(p);
            default -> p.skipChildren();
          }
        });
    Attributes all = fields.build();
    String event = all.get("event").orElse("");
    boolean exception =
        event.equals("error")
            && (all.get("error.kind").isPresent() || all.get("stack").isPresent());
    Attributes.Builder others = Attributes.builder();
    all.text()
        .forEach(
            (key, value) -> {
              if (!key.equals("event")) {
                others.put(exception ? EXCEPTION_FIELDS.getOrDefault(key, key) : key, value);
              }
            });
    all.numbers()
        .forEach(
            (key, value) -> {
              if (!key.equals("event")) {
                others.put(key, value);
              }
            });
    String name = exception ? "exception" : event.isEmpty() ? "log" : event;
    return new SpanEvent(time[0], name, others.build());
  }
}
