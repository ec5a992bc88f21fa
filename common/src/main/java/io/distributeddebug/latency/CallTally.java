package io.distributeddebug.latency;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;

/** Calls of one key, added up. Merging is exact, in any order. */
public final class CallTally implements Serializable {
  private static final long serialVersionUID = 1;

  private final LogLinearHistogram durations = new LogLinearHistogram();
  private final LogLinearHistogram gaps = new LogLinearHistogram();
  private final WeightedCount calls = new WeightedCount();
  private long errors;
  private long timeouts;
  private long retries;
  private Example slowest = Example.NONE;
  private Example failed = Example.NONE;

  void add(
      String traceId,
      long nanos,
      boolean isError,
      boolean isTimeout,
      boolean isRetry,
      double samplingWeight) {
    calls.add(samplingWeight);
    durations.add(nanos);
    errors += isError ? 1 : 0;
    timeouts += isTimeout ? 1 : 0;
    retries += isRetry ? 1 : 0;
    slowest = slowest.or(new Example(traceId, nanos));
    if (isError) {
      failed = failed.or(new Example(traceId, nanos));
    }
  }

  void addGap(long nanos) {
    gaps.add(Math.max(0, nanos));
  }

  void merge(CallTally other) {
    durations.merge(other.durations);
    calls.merge(other.calls);
    gaps.merge(other.gaps);
    errors += other.errors;
    timeouts += other.timeouts;
    retries += other.retries;
    slowest = slowest.or(other.slowest);
    failed = failed.or(other.failed);
  }

  public long calls() {
    return durations.count();
  }

  /** How many calls those recorded stand for. */
  public double weightedCalls() {
    return calls.weighted();
  }

  public long errors() {
    return errors;
  }

  /** Failed calls whose status speaks of a timeout or deadline. */
  public long timeouts() {
    return timeouts;
  }

  /** Calls that repeat a failed one. */
  public long retries() {
    return retries;
  }

  public double errorRatio() {
    return calls() == 0 ? 0 : (double) errors / calls();
  }

  /** As the caller saw them where it has a span of the call, else as the called side did. */
  public LogLinearHistogram durations() {
    return durations;
  }

  /**
   * Network gaps: what the calling side waited longer than the called side worked; of messages, how
   * long they waited between the two sides.
   */
  public LogLinearHistogram gaps() {
    return gaps;
  }

  public Example slowest() {
    return slowest;
  }

  public Example failed() {
    return failed;
  }
}
