package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Resource metrics that rose: per instance and metric the median of the incident window against
 * that of its history, as robust z with floors, in nats of Student's t; divided by how far the bulk
 * of the instances is off (most are healthy), minus the multiplicity.
 */
final class ResourceChange {
  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double RELATIVE_FLOOR = 0.05;
  private static final double POINT_FLOOR = 1;
  private static final double LEAST_PROBABILITY = 1e-300;
  private static final int ENOUGH_FOR_INFLATION = 5;

  private ResourceChange() {}

  /** A rise after multiplicity; nats may be below 0. */
  record Rise(ResourceSeries series, double nats, double percent, double usualPercent) {}

  static List<Rise> of(
      Collection<ResourceSeries> all, Window history, Window incident, Settings settings) {
    Map<String, List<ResourceSeries>> byMetric = new TreeMap<>();
    for (ResourceSeries series : all) {
      byMetric.computeIfAbsent(series.metric(), metric -> new ArrayList<>()).add(series);
    }
    List<Rise> rises = new ArrayList<>();
    byMetric.values().forEach(series -> rises.addAll(judge(series, history, incident, settings)));
    Set<String> instances = new HashSet<>();
    rises.forEach(rise -> instances.add(rise.series().service() + ' ' + rise.series().instance()));
    double multiplicity = Math.log(Math.max(1, instances.size()));
    return rises.stream()
        .map(
            rise ->
                new Rise(
                    rise.series(), rise.nats() - multiplicity, rise.percent(), rise.usualPercent()))
        .toList();
  }

  private static List<Rise> judge(
      List<ResourceSeries> metric, Window history, Window incident, Settings settings) {
    List<Usual> usual = new ArrayList<>();
    for (ResourceSeries series : metric) {
      double[] before = series.within(history);
      if (before.length > 0) {
        double median = ResourceSeries.median(before);
        double deviation =
            MAD_TO_DEVIATION
                * ResourceSeries.median(
                    DoubleStream.of(before).map(value -> Math.abs(value - median)).toArray());
        usual.add(new Usual(series, median, deviation));
      }
    }
    if (usual.isEmpty()) {
      return List.of();
    }
    double typical = ResourceSeries.median(usual.stream().mapToDouble(Usual::deviation).toArray());
    TDistribution residuals = new TDistribution(settings.tailDegrees());
    List<Rise> rises = new ArrayList<>();
    for (Usual one : usual) {
      double[] during = one.series.within(incident);
      if (during.length > 0) {
        double level = ResourceSeries.median(during);
        double scale =
            DoubleStream.of(
                    one.deviation, typical, RELATIVE_FLOOR * Math.abs(one.median), POINT_FLOOR)
                .max()
                .orElse(POINT_FLOOR);
        double z = (level - one.median - settings.capacityMargin()) / scale;
        double nats = -Math.log(Math.max(residuals.cumulativeProbability(-z), LEAST_PROBABILITY));
        rises.add(new Rise(one.series, nats, level, one.median));
      }
    }
    double inflation = inflation(rises);
    return rises.stream()
        .map(
            rise ->
                new Rise(
                    rise.series(), rise.nats() / inflation, rise.percent(), rise.usualPercent()))
        .toList();
  }

  /** How much larger than chance the bulk is: most instances are healthy, so the median tells. */
  private static double inflation(List<Rise> rises) {
    return rises.size() < ENOUGH_FOR_INFLATION
        ? 1
        : Math.max(
            1,
            ResourceSeries.median(rises.stream().mapToDouble(Rise::nats).toArray()) / Math.log(2));
  }

  private record Usual(ResourceSeries series, double median, double deviation) {}
}
