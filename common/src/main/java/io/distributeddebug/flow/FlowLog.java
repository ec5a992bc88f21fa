package io.distributeddebug.flow;

/** A log line of a trace, reduced to its template. */
public record FlowLog(
    long unixNanos, String service, String spanId, String template, boolean isError) {
  /** The same line on another clock. */
  public FlowLog movedBy(long nanos) {
    return nanos == 0 ? this : new FlowLog(unixNanos + nanos, service, spanId, template, isError);
  }
}
