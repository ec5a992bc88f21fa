package io.distributeddebug.statistics;

import io.distributeddebug.telemetry.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * One metric of one instance over time, one value a bucket. Sums that add up are given as rates per
 * second, distributions as mean of their observations.
 *
 * @param node the host, empty where not recorded
 * @param attributes what tells series of a metric apart, such as a pool's name
 * @param unit as recorded; of a rate, per second
 * @param points by time
 */
public record MetricSeries(
    String service,
    String instance,
    String node,
    String metric,
    SortedMap<String, String> attributes,
    String unit,
    List<Point> points) {
  private static final double MAD_TO_DEVIATION = 1.4826;

  public MetricSeries {
    points = points.stream().sorted(Comparator.comparingLong(Point::unixNanos)).toList();
  }

  /** The median value in the bucket that begins at an instant. */
  public record Point(long unixNanos, double value) {}

  /** The values whose bucket begins in the window. */
  public double[] within(Window window) {
    return points.stream()
        .filter(point -> window.contains(point.unixNanos()) && !Double.isNaN(point.value()))
        .mapToDouble(Point::value)
        .toArray();
  }

  /** Middle value, NaN where there is none. */
  public static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Median absolute deviation, scaled to the standard deviation of a normal distribution. */
  public static double robustDeviation(double[] values) {
    double median = median(values);
    return MAD_TO_DEVIATION
        * median(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
  }
}
