package io.distributeddebug.report;

import java.util.Comparator;
import java.util.List;

/**
 * How the entry operations did, bucket by bucket, and what happened when.
 *
 * @param bucketNanos the width of every bucket
 * @param points one a bucket and entry operation, in any order; a bucket without requests may be
 *     left out
 */
public record Timeline(long bucketNanos, List<Point> points, List<Event> events) {
  public static final Timeline EMPTY = new Timeline(60_000_000_000L, List.of(), List.of());

  public Timeline {
    if (bucketNanos <= 0) {
      throw new IllegalArgumentException("Invalid bucket: " + bucketNanos + " ns, not above 0");
    }
    points = List.copyOf(points);
    events = List.copyOf(events);
  }

  /** By time, then kind and text. */
  public static List<Event> inOrder(List<Event> events) {
    return events.stream()
        .sorted(
            Comparator.comparingLong(Event::atUnixNanos)
                .thenComparing(Event::kind)
                .thenComparing(Event::statement))
        .toList();
  }

  /**
   * The requests of one entry operation in one bucket.
   *
   * @param fromUnixNanos start of the bucket, a multiple of its width
   */
  public record Point(
      String service, String operation, long fromUnixNanos, CallStatistics requests) {}

  /**
   * One thing that happened.
   *
   * @param service whom it concerns, empty where it concerns all
   * @param statement what happened, a short sentence
   */
  public record Event(long atUnixNanos, EventKind kind, String service, String statement) {}

  /** What a mark on the timeline stands for. */
  public enum EventKind {
    ONSET,
    END,
    ALARM,
    DEPLOYMENT,
    CONFIGURATION_CHANGE,
    FIRST_ERROR,
    OTHER
  }
}
