package io.distributeddebug.query;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.Trace;
import java.util.List;
import java.util.function.BiConsumer;

/** What the spans of a trace have recorded, looked up in the spans themselves. */
public final class SpanRecords implements QueriedTrace.Recorded {
  private final Trace trace;
  private final List<Span> spans;

  private SpanRecords(Trace trace, List<Span> spans) {
    this.trace = trace;
    this.spans = spans;
  }

  /**
   * Of a trace in memory.
   *
   * @param spans in the order in which they were added to the trace
   */
  public static QueriedTrace of(Trace trace, List<Span> spans) {
    return new QueriedTrace(trace, new SpanRecords(trace, spans));
  }

  @Override
  public Value of(int span, Field field) {
    Span record = spans.get(trace.row(span));
    if (field instanceof Attribute attribute) {
      String key = attribute.key();
      return switch (attribute.scope()) {
        case ANY -> throw new IllegalArgumentException("Not recorded as such: " + field);
        case SPAN -> value(record.attributes(), key);
        case RESOURCE -> value(record.resource().attributes(), key);
        case EVENT ->
            Value.of(
                record.events().stream()
                    .map(event -> value(event.attributes(), key))
                    .filter(value -> value != Value.Nothing.NIL)
                    .toList());
        case LINK ->
            Value.of(
                record.links().stream()
                    .map(link -> value(link.attributes(), key))
                    .filter(value -> value != Value.Nothing.NIL)
                    .toList());
        case INSTRUMENTATION -> Value.Nothing.NIL; // no format reader keeps them
      };
    }
    return switch ((Intrinsic) field) {
      case NAME -> Value.text(record.name());
      case STATUS_MESSAGE -> Value.text(record.statusMessage());
      case EVENT_NAME ->
          Value.of(record.events().stream().map(event -> Value.text(event.name())).toList());
      case EVENT_TIME_SINCE_START ->
          Value.of(
              record.events().stream()
                  .map(event -> Value.nanos(event.unixNanos() - record.startUnixNanos()))
                  .toList());
      case LINK_TRACE_ID ->
          Value.of(record.links().stream().map(link -> Value.text(link.traceId())).toList());
      case LINK_SPAN_ID ->
          Value.of(record.links().stream().map(link -> Value.text(link.spanId())).toList());
      case INSTRUMENTATION_NAME -> Value.recorded(record.scope());
      default -> throw new IllegalArgumentException("Not recorded as such: " + field);
    };
  }

  @Override
  public void each(int span, BiConsumer<String, String> consumer) {
    Span record = spans.get(trace.row(span));
    each("span.", record.attributes(), consumer);
    each("resource.", record.resource().attributes(), consumer);
  }

  private static void each(
      String scope, Attributes attributes, BiConsumer<String, String> consumer) {
    attributes.text().forEach((key, value) -> consumer.accept(scope + key, value));
    attributes
        .numbers()
        .forEach((key, value) -> consumer.accept(scope + key, Value.number(value).shown()));
  }

  private static Value value(Attributes attributes, String key) {
    Double number = attributes.numbers().get(key);
    if (number != null) {
      return Value.number(number);
    }
    String text = attributes.text().get(key);
    return text == null ? Value.Nothing.NIL : Value.text(text);
  }
}
