package io.distributeddebug.latency;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;

/** Requests of one operation, added up. Merging is exact, in any order. */
public final class OperationTally implements Serializable {
  private static final long serialVersionUID = 1;

  private final LogLinearHistogram durations = new LogLinearHistogram();
  private final LogLinearHistogram selfTimes = new LogLinearHistogram();
  private final long[] partSums = new long[Part.count()];
  private long errors;
  private long timeouts;
  private final WeightedCount requests = new WeightedCount();
  private final WeightedCount fromOutside = new WeightedCount();
  private Example slowest = Example.NONE;
  private Example failed = Example.NONE;

  void add(String traceId, TimedTrace.Row entry, long[] parts, boolean isRoot) {
    durations.add(entry.durationNanos());
    selfTimes.add(parts[Part.SELF.place()]);
    for (int i = 0; i < parts.length; i++) {
      partSums[i] += parts[i];
    }
    errors += entry.isError() ? 1 : 0;
    timeouts += entry.isTimeout() ? 1 : 0;
    requests.add(entry.samplingWeight());
    if (isRoot) {
      fromOutside.add(entry.samplingWeight());
    }
    Example example = new Example(traceId, entry.durationNanos());
    slowest = slowest.or(example);
    failed = entry.isError() ? failed.or(example) : failed;
  }

  void merge(OperationTally other) {
    durations.merge(other.durations);
    selfTimes.merge(other.selfTimes);
    for (int i = 0; i < partSums.length; i++) {
      partSums[i] += other.partSums[i];
    }
    errors += other.errors;
    timeouts += other.timeouts;
    requests.merge(other.requests);
    fromOutside.merge(other.fromOutside);
    slowest = slowest.or(other.slowest);
    failed = failed.or(other.failed);
  }

  public long requests() {
    return durations.count();
  }

  public long errors() {
    return errors;
  }

  /** Failed requests whose status speaks of a timeout or deadline. */
  public long timeouts() {
    return timeouts;
  }

  /** Requests that no recorded span made: the first of their trace. */
  public long fromOutside() {
    return fromOutside.count();
  }

  /** How many requests those recorded stand for. */
  public double weightedRequests() {
    return requests.weighted();
  }

  /** How many requests from outside those recorded stand for. */
  public double weightedFromOutside() {
    return fromOutside.weighted();
  }

  public double errorRatio() {
    return requests() == 0 ? 0 : (double) errors / requests();
  }

  public LogLinearHistogram durations() {
    return durations;
  }

  /** Time in the service's own code, per request. */
  public LogLinearHistogram selfTimes() {
    return selfTimes;
  }

  /** All requests together; the parts add up to the sum of {@link #durations}. */
  public long sumNanos(Part part) {
    return partSums[part.place()];
  }

  public Example slowest() {
    return slowest;
  }

  public Example failed() {
    return failed;
  }
}
