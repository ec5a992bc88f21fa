package io.distributeddebug.topology;

import io.distributeddebug.statistics.LogLinearHistogram;

/**
 * Calls of one operation of a service by another service.
 *
 * @param callee a service, or the name of a virtual peer: database, queue, external host
 * @param operation of the called side
 * @param calls each retry counted
 * @param durations as the caller saw them, nanoseconds; not changed after it is handed over
 */
public record Edge(
    String caller,
    String callee,
    String operation,
    CallKind kind,
    long calls,
    long errors,
    LogLinearHistogram durations) {
  public Edge {
    if (calls < 0 || errors < 0 || errors > calls) {
      throw new IllegalArgumentException(
          "Invalid edge: " + errors + " errors in " + calls + " calls");
    }
  }

  /** Failed share of the calls, 0 where there are none. */
  public double errorRatio() {
    return calls == 0 ? 0 : (double) errors / calls;
  }

  Edge plus(Edge other) {
    LogLinearHistogram both = new LogLinearHistogram();
    both.merge(durations);
    both.merge(other.durations);
    return new Edge(
        caller, callee, operation, kind, calls + other.calls, errors + other.errors, both);
  }

  Edge ofAllOperations() {
    return new Edge(caller, callee, "", kind, calls, errors, durations);
  }
}
