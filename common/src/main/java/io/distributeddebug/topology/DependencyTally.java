package io.distributeddebug.topology;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;

/** Calls between two ends, added up. Merging is exact, in any order. */
public final class DependencyTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LogLinearHistogram durations = new LogLinearHistogram();
  private final LogLinearHistogram waits = new LogLinearHistogram();
  private long errors;
  private long timeouts;
  private long retries;
  private long firstUnixNanos = Long.MAX_VALUE;
  private long lastUnixNanos = Long.MIN_VALUE;
  private String slowestTrace = "";
  private String failedTrace = "";

  /** One call. */
  public void add(
      String traceId, long startUnixNanos, long durationNanos, boolean isError, boolean isTimeout) {
    if (durations.isEmpty() || durationNanos > durations.max()) {
      slowestTrace = traceId;
    } else if (durationNanos == durations.max() && traceId.compareTo(slowestTrace) < 0) {
      slowestTrace = traceId;
    }
    durations.add(durationNanos);
    errors += isError ? 1 : 0;
    timeouts += isTimeout ? 1 : 0;
    firstUnixNanos = Math.min(firstUnixNanos, startUnixNanos);
    lastUnixNanos = Math.max(lastUnixNanos, startUnixNanos);
    if (isError) {
      failedTrace = smaller(failedTrace, traceId);
    }
  }

  /** That one of the calls repeated a failed one. */
  public void addRetry() {
    retries++;
  }

  /** How long a message waited, or a call was on its way. */
  public void addWait(long nanos) {
    waits.add(nanos);
  }

  void merge(DependencyTally other) {
    if (!other.durations.isEmpty()) {
      if (durations.isEmpty() || other.durations.max() > durations.max()) {
        slowestTrace = other.slowestTrace;
      } else if (other.durations.max() == durations.max()) {
        slowestTrace = smaller(slowestTrace, other.slowestTrace);
      }
    }
    durations.merge(other.durations);
    waits.merge(other.waits);
    errors += other.errors;
    timeouts += other.timeouts;
    retries += other.retries;
    firstUnixNanos = Math.min(firstUnixNanos, other.firstUnixNanos);
    lastUnixNanos = Math.max(lastUnixNanos, other.lastUnixNanos);
    failedTrace = smaller(failedTrace, other.failedTrace);
  }

  private static String smaller(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Each retry counted. */
  public long calls() {
    return durations.count();
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

  /** As the caller saw them where it waited, else as the called side did. */
  public LogLinearHistogram durations() {
    return durations;
  }

  /**
   * Of calls what the caller waited longer than the called side worked; of messages taken out of a
   * topic or queue how long they were in it. Empty where no call tells.
   */
  public LogLinearHistogram waits() {
    return waits;
  }

  /** Start of the earliest call. */
  public long firstUnixNanos() {
    return firstUnixNanos;
  }

  /** Start of the latest call. */
  public long lastUnixNanos() {
    return lastUnixNanos;
  }

  /** The trace of the longest call; of equally long ones the smallest id. */
  public String slowestTrace() {
    return slowestTrace;
  }

  /** A trace with a failed call, the smallest id; empty without one. */
  public String failedTrace() {
    return failedTrace;
  }
}
