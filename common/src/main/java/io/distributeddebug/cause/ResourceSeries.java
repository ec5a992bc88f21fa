package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One resource metric of one instance over time, as share of its limit in percent: cpu, memory, a
 * pool's use.
 *
 * @param metric name as recorded
 * @param resource {@code cpu}, {@code memory}, {@code disk} or {@code pool:<name>}
 */
public record ResourceSeries(
    String service, String instance, String metric, String resource, List<Point> points) {
  static final String POOL = "pool:";

  public ResourceSeries {
    points = points.stream().sorted(Comparator.comparingLong(Point::unixNanos)).toList();
  }

  /** A value in percent at an instant. */
  public record Point(long unixNanos, double percent) {}

  boolean isPool() {
    return resource.startsWith(POOL);
  }

  CauseKind kind() {
    if (isPool()) {
      return CauseKind.POOL_EXHAUSTION;
    }
    return switch (resource) {
      case "cpu" -> CauseKind.CPU;
      case "memory" -> CauseKind.MEMORY;
      case "disk" -> CauseKind.DISK;
      default -> CauseKind.UNKNOWN;
    };
  }

  /** The values in a window. */
  double[] within(Window window) {
    return points.stream()
        .filter(point -> window.contains(point.unixNanos()) && !Double.isNaN(point.percent()))
        .mapToDouble(Point::percent)
        .toArray();
  }

  /** Usual time between two points, 0 where there are fewer than two. */
  long intervalNanos() {
    if (points.size() < 2) {
      return 0;
    }
    long[] intervals =
        IntStream.range(1, points.size())
            .mapToLong(i -> points.get(i).unixNanos() - points.get(i - 1).unixNanos())
            .sorted()
            .toArray();
    return intervals[intervals.length / 2];
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
