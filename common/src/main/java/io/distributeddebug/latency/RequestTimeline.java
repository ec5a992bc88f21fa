package io.distributeddebug.latency;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Requests from outside, bucket by bucket and entry operation, and how complete their traces are.
 * Merging is exact, in any order.
 */
public final class RequestTimeline implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long MOST_BUCKETS = 240;

  private final long bucketNanos;
  private final TreeMap<Key, Cell> cells = new TreeMap<>();
  private long traces;
  private long spans;
  private long completeTraces;
  private long sampledTraces;
  private long tailSampledTraces;

  private record Key(OperationKey operation, long bucket) implements Comparable<Key>, Serializable {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::operation).thenComparing(Key::bucket);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Cell implements Serializable {
    private static final long serialVersionUID = 1;

    private final LogLinearHistogram durations = new LogLinearHistogram();
    private long errors;

    void merge(Cell other) {
      durations.merge(other.durations);
      errors += other.errors;
    }
  }

  /**
   * The requests of one entry operation in one bucket.
   *
   * @param fromUnixNanos begin of the bucket, a multiple of its width
   */
  public record Point(
      String service,
      String operation,
      long fromUnixNanos,
      long requests,
      long errors,
      LogLinearHistogram durations) {}

  private RequestTimeline(long bucketNanos) {
    this.bucketNanos = bucketNanos;
  }

  /** Buckets of a minute, or of so many minutes that a long window has at most 240 of them. */
  public static RequestTimeline over(long windowNanos) {
    long minutes = Math.max(1, 1 + (windowNanos - 1) / (MOST_BUCKETS * MINUTE_NANOS));
    return new RequestTimeline(minutes * MINUTE_NANOS);
  }

  /** Adds one trace by its root span. */
  public void add(
      String service,
      String operation,
      long startUnixNanos,
      long durationNanos,
      boolean isError,
      long spanCount,
      boolean isComplete) {
    long bucket = Math.floorDiv(startUnixNanos, bucketNanos) * bucketNanos;
    Cell cell =
        cells.computeIfAbsent(
            new Key(new OperationKey(service, operation), bucket), key -> new Cell());
    cell.durations.add(durationNanos);
    cell.errors += isError ? 1 : 0;
    traces++;
    spans += spanCount;
    completeTraces += isComplete ? 1 : 0;
  }

  /** Notes how a trace that was added had been chosen. */
  public void addSampling(double samplingWeight, boolean isTailSampled) {
    sampledTraces += samplingWeight > 1 ? 1 : 0;
    tailSampledTraces += isTailSampled ? 1 : 0;
  }

  public RequestTimeline merge(RequestTimeline other) {
    other.cells.forEach((key, cell) -> cells.computeIfAbsent(key, k -> new Cell()).merge(cell));
    traces += other.traces;
    spans += other.spans;
    completeTraces += other.completeTraces;
    sampledTraces += other.sampledTraces;
    tailSampledTraces += other.tailSampledTraces;
    return this;
  }

  public long bucketNanos() {
    return bucketNanos;
  }

  /** By service, operation and time. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    cells.forEach(
        (key, cell) ->
            points.add(
                new Point(
                    key.operation().service(),
                    key.operation().operation(),
                    key.bucket(),
                    cell.durations.count(),
                    cell.errors,
                    cell.durations)));
    return points;
  }

  public long traces() {
    return traces;
  }

  public long spans() {
    return spans;
  }

  /** Traces of which every span that another one names is there. */
  public long completeTraces() {
    return completeTraces;
  }

  /** Traces that stand for others which were not recorded. */
  public long sampledTraces() {
    return sampledTraces;
  }

  /** Traces that were chosen after they had ended, by what they were. */
  public long tailSampledTraces() {
    return tailSampledTraces;
  }
}
