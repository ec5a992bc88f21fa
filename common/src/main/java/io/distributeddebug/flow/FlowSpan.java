package io.distributeddebug.flow;

/**
 * A span as the flow of its trace sees it; times on one clock (skew already taken out).
 *
 * @param parentSpanId empty for a root; unknown parents make a root too
 * @param peer the called database, queue or host where the span calls one that has no spans of its
 *     own; empty otherwise
 * @param peerKind {@code database}, {@code cache}, {@code queue}, {@code external}; empty without
 *     peer
 * @param retryNumber 0 for a first try, n for the n-th repeat of a failed call
 */
public record FlowSpan(
    String spanId,
    String parentSpanId,
    String service,
    String instance,
    String version,
    String operation,
    long startUnixNanos,
    long endUnixNanos,
    boolean isError,
    String peer,
    String peerKind,
    long retryNumber) {
  /** A span of which only names, times and place in the trace are known. */
  public static FlowSpan plain(
      String spanId,
      String parentSpanId,
      String service,
      String instance,
      String operation,
      long startUnixNanos,
      long endUnixNanos) {
    return new FlowSpan(
        spanId,
        parentSpanId,
        service,
        instance,
        "",
        operation,
        startUnixNanos,
        endUnixNanos,
        false,
        "",
        "",
        0);
  }

  public long durationNanos() {
    return endUnixNanos - startUnixNanos;
  }
}
