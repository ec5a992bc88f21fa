package io.distributeddebug.comparison;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;

/** Spans of one operation in a set of traces. */
final class OperationTally implements Serializable {
  static final OperationTally NONE = new OperationTally();
  private static final long serialVersionUID = 1L;

  private final LogLinearHistogram durations = new LogLinearHistogram();
  private final LogLinearHistogram own = new LogLinearHistogram();
  private long traces;
  private long errors;
  private long tracesWithError;

  void add(long durationNanos, long selfNanos, boolean failed) {
    durations.add(durationNanos);
    own.add(Math.max(0, selfNanos));
    errors += failed ? 1 : 0;
  }

  void endTrace(boolean hadError) {
    traces++;
    tracesWithError += hadError ? 1 : 0;
  }

  void merge(OperationTally other) {
    durations.merge(other.durations);
    own.merge(other.own);
    traces += other.traces;
    errors += other.errors;
    tracesWithError += other.tracesWithError;
  }

  LogLinearHistogram durations() {
    return durations;
  }

  /** Self time. */
  LogLinearHistogram own() {
    return own;
  }

  long traces() {
    return traces;
  }

  long errors() {
    return errors;
  }

  long tracesWithError() {
    return tracesWithError;
  }

  long spans() {
    return durations.count();
  }
}
