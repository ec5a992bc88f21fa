package io.distributeddebug.telemetry;

import java.util.List;

/**
 * One timed operation of one service, as recorded.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId 16 lower-case hex digits, empty for a root
 * @param traceState W3C trace state, empty where absent
 * @param name the operation as recorded
 * @param startUnixNanos on the recording host's clock
 * @param endUnixNanos on the recording host's clock; may lie before the start in broken archives
 * @param scope name of the instrumentation scope, empty where absent
 */
public record Span(
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    Resource resource,
    String name,
    SpanKind kind,
    long startUnixNanos,
    long endUnixNanos,
    StatusCode status,
    String statusMessage,
    Attributes attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    String scope) {
  /**
   * Attribute of a span whose status is not recorded but judged, with what it is judged by: {@code
   * http}, {@code rpc}, {@code error.type} or {@code event}.
   */
  public static final String STATUS_SOURCE = "status.source";

  public Span {
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  public long durationNanos() {
    return endUnixNanos - startUnixNanos;
  }
}
