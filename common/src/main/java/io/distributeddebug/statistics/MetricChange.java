package io.distributeddebug.statistics;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A metric series in the incident window against its own history.
 *
 * @param historyMedian NaN without history
 * @param robustZ difference of the medians in deviations: the largest of the series' own robust
 *     deviation, the usual one of this metric over all instances, and 5 % of the median; reduced by
 *     the median z of this metric over five or more series, as what all share is no one's anomaly
 * @param isBeyondHistory the incident's median lies above or below all values of the history
 */
public record MetricChange(
    MetricSeries series,
    double historyMedian,
    double incidentMedian,
    int historyPoints,
    int incidentPoints,
    double robustZ,
    boolean isBeyondHistory) {
  private static final double RELATIVE_FLOOR = 0.05;
  private static final int ENOUGH_SIBLINGS = 5;

  /** Most changed first; equal ones by service, instance, metric and attributes. */
  public static List<MetricChange> of(
      Collection<MetricSeries> all, Window history, Window incident) {
    Map<String, List<MetricSeries>> byMetric = new TreeMap<>();
    for (MetricSeries series : all) {
      byMetric.computeIfAbsent(series.metric(), metric -> new ArrayList<>()).add(series);
    }
    List<MetricChange> changes = new ArrayList<>();
    byMetric.values().forEach(series -> changes.addAll(judge(series, history, incident)));
    changes.sort(
        Comparator.comparingDouble((MetricChange change) -> -Math.abs(change.robustZ()))
            .thenComparing(change -> change.series().service())
            .thenComparing(change -> change.series().instance())
            .thenComparing(change -> change.series().node())
            .thenComparing(change -> change.series().metric())
            .thenComparing(MetricChange::attributeSet));
    return changes;
  }

  /** {@code k=v,k=v}, empty where the metric has one series an instance. */
  public String attributeSet() {
    return series.attributes().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private static List<MetricChange> judge(
      List<MetricSeries> metric, Window history, Window incident) {
    double usual =
        zeroIfNone(
            MetricSeries.median(
                metric.stream()
                    .map(series -> series.within(history))
                    .filter(values -> values.length > 0)
                    .mapToDouble(MetricSeries::robustDeviation)
                    .toArray()));
    List<MetricChange> changes = new ArrayList<>();
    for (MetricSeries series : metric) {
      double[] before = series.within(history);
      double[] during = series.within(incident);
      changes.add(
          new MetricChange(
              series,
              MetricSeries.median(before),
              MetricSeries.median(during),
              before.length,
              during.length,
              z(before, during, usual),
              isBeyond(MetricSeries.median(during), before)));
    }
    double shared =
        changes.size() < ENOUGH_SIBLINGS
            ? 0
            : MetricSeries.median(changes.stream().mapToDouble(MetricChange::robustZ).toArray());
    return changes.stream().map(change -> change.without(shared)).toList();
  }

  private MetricChange without(double shared) {
    boolean isSameDirection = Math.signum(shared) == Math.signum(robustZ);
    double left = Math.max(0, Math.abs(robustZ) - Math.abs(shared)) * Math.signum(robustZ);
    return new MetricChange(
        series,
        historyMedian,
        incidentMedian,
        historyPoints,
        incidentPoints,
        isSameDirection ? left : robustZ,
        isBeyondHistory);
  }

  private static double z(double[] before, double[] during, double usual) {
    if (before.length == 0 || during.length == 0) {
      return 0;
    }
    double median = MetricSeries.median(before);
    double scale =
        DoubleStream.of(
                MetricSeries.robustDeviation(before), usual, RELATIVE_FLOOR * Math.abs(median))
            .max()
            .orElse(0);
    double difference = MetricSeries.median(during) - median;
    // A series that stood still at 0 and still does has no scale, and no change.
    return difference == 0 ? 0 : scale == 0 ? Math.signum(difference) * 100 : difference / scale;
  }

  private static boolean isBeyond(double median, double[] before) {
    return DoubleStream.of(before).allMatch(value -> value < median)
        || DoubleStream.of(before).allMatch(value -> value > median);
  }

  private static double zeroIfNone(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
