package io.distributeddebug.format;

import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The points of one metric of an OTLP protobuf request; see {@link OtlpPoint} for what is kept. */
final class OtlpMessagePoints {
  private static final int NO_RECORDED_VALUE = 1;

  private final Metric metric;
  private final OtlpRequest.Scope scope;
  private final PlacedRecords records;
  private boolean delta;

  OtlpMessagePoints(Metric metric, OtlpRequest.Scope scope, PlacedRecords records) {
    this.metric = metric;
    this.scope = scope;
    this.records = records;
  }

  void read() {
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(point -> number(point, MetricKind.GAUGE));
      case SUM -> sum();
      case HISTOGRAM -> {
        delta = isDelta(metric.getHistogram().getAggregationTemporality());
        metric.getHistogram().getDataPointsList().forEach(this::histogram);
      }
      case EXPONENTIAL_HISTOGRAM -> {
        delta = isDelta(metric.getExponentialHistogram().getAggregationTemporality());
        metric.getExponentialHistogram().getDataPointsList().forEach(this::exponential);
      }
      case SUMMARY -> metric.getSummary().getDataPointsList().forEach(this::summary);
      case DATA_NOT_SET -> {}
    }
  }

  private void sum() {
    boolean ofDeltas = isDelta(metric.getSum().getAggregationTemporality());
    MetricKind cumulative =
        metric.getSum().getIsMonotonic() ? MetricKind.CUMULATIVE_SUM : MetricKind.GAUGE;
    MetricKind kind = ofDeltas ? MetricKind.DELTA_SUM : cumulative;
    metric.getSum().getDataPointsList().forEach(point -> number(point, kind));
  }

  private void number(NumberDataPoint point, MetricKind kind) {
    double value =
        switch (point.getValueCase()) {
          case AS_INT -> point.getAsInt();
          case AS_DOUBLE -> point.getAsDouble();
          case VALUE_NOT_SET -> Double.NaN;
        };
    give(
        new Point(
            kind,
            point.getAttributesList(),
            point.getStartTimeUnixNano(),
            point.getTimeUnixNano(),
            point.getFlags(),
            value,
            0),
        "");
  }

  private void histogram(HistogramDataPoint point) {
    Map<String, String> distribution = distribution();
    if (point.getBucketCountsCount() > 0) {
      distribution.put("counts", counts(point.getBucketCountsList()));
    }
    if (point.getExplicitBoundsCount() > 0) {
      distribution.put("bounds", doubles(point.getExplicitBoundsList()));
    }
    putIf(point.hasMin(), distribution, "min", point.getMin());
    putIf(point.hasMax(), distribution, "max", point.getMax());
    give(
        new Point(
            MetricKind.HISTOGRAM,
            point.getAttributesList(),
            point.getStartTimeUnixNano(),
            point.getTimeUnixNano(),
            point.getFlags(),
            point.getSum(),
            point.getCount()),
        object(distribution));
  }

  private void exponential(ExponentialHistogramDataPoint point) {
    Map<String, String> distribution = distribution();
    putIf(point.getScale() != 0, distribution, "scale", point.getScale());
    putIf(point.getZeroCount() != 0, distribution, "zero_count", (double) point.getZeroCount());
    putIf(point.getZeroThreshold() != 0, distribution, "zero_threshold", point.getZeroThreshold());
    putIf(point.hasMin(), distribution, "min", point.getMin());
    putIf(point.hasMax(), distribution, "max", point.getMax());
    if (point.hasPositive()) {
      distribution.put("positive", buckets(point.getPositive()));
    }
    if (point.hasNegative()) {
      distribution.put("negative", buckets(point.getNegative()));
    }
    give(
        new Point(
            MetricKind.EXPONENTIAL_HISTOGRAM,
            point.getAttributesList(),
            point.getStartTimeUnixNano(),
            point.getTimeUnixNano(),
            point.getFlags(),
            point.getSum(),
            point.getCount()),
        object(distribution));
  }

  private void summary(SummaryDataPoint point) {
    Map<String, String> distribution = distribution();
    if (point.getQuantileValuesCount() > 0) {
      StringBuilder quantiles = new StringBuilder("[");
      for (SummaryDataPoint.ValueAtQuantile quantile : point.getQuantileValuesList()) {
        Map<String, String> pair = new TreeMap<>();
        putIf(quantile.getQuantile() != 0, pair, "quantile", quantile.getQuantile());
        putIf(quantile.getValue() != 0, pair, "value", quantile.getValue());
        quantiles.append(quantiles.length() == 1 ? "" : ",").append(object(pair));
      }
      distribution.put("quantiles", quantiles.append(']').toString());
    }
    give(
        new Point(
            MetricKind.SUMMARY,
            point.getAttributesList(),
            point.getStartTimeUnixNano(),
            point.getTimeUnixNano(),
            point.getFlags(),
            point.getSum(),
            point.getCount()),
        object(distribution));
  }

  /** What the points of all kinds have in common. */
  private record Point(
      MetricKind kind,
      List<KeyValue> attributes,
      long start,
      long time,
      int flags,
      double value,
      long count) {}

  private void give(Point point, String distribution) {
    String problem = problem(point);
    if (!problem.isEmpty()) {
      records.reject(problem, "metric " + metric.getName());
      return;
    }
    records.metric(
        new MetricPoint(
            metric.getName(),
            metric.getUnit(),
            point.kind,
            scope.block.resource,
            scope.describe(OtlpMessageValues.attributes(point.attributes), true),
            OtlpMessages.time(point.start),
            OtlpMessages.time(point.time),
            point.value,
            OtlpMessages.time(point.count),
            distribution));
  }

  private String problem(Point point) {
    if ((point.flags & NO_RECORDED_VALUE) != 0) {
      return "no recorded value: the series ended";
    }
    if (metric.getName().isEmpty()) {
      return "metric without a name";
    }
    return Double.isFinite(point.value) ? "" : "value missing or not finite";
  }

  private Map<String, String> distribution() {
    Map<String, String> distribution = new TreeMap<>();
    if (delta) {
      distribution.put("temporality", "\"delta\"");
    }
    return distribution;
  }

  private static boolean isDelta(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  }

  private static String buckets(ExponentialHistogramDataPoint.Buckets buckets) {
    Map<String, String> json = new TreeMap<>();
    putIf(buckets.getOffset() != 0, json, "offset", buckets.getOffset());
    if (buckets.getBucketCountsCount() > 0) {
      json.put("counts", counts(buckets.getBucketCountsList()));
    }
    return object(json);
  }

  private static String counts(List<Long> counts) {
    StringBuilder json = new StringBuilder("[");
    for (long count : counts) {
      json.append(json.length() == 1 ? "" : ",").append(Long.toUnsignedString(count));
    }
    return json.append(']').toString();
  }

  private static String doubles(List<Double> numbers) {
    StringBuilder json = new StringBuilder("[");
    for (double number : numbers) {
      json.append(json.length() == 1 ? "" : ",").append(json(number));
    }
    return json.append(']').toString();
  }

  private static void putIf(boolean said, Map<String, String> json, String name, double number) {
    if (said && Double.isFinite(number)) {
      json.put(name, json(number));
    }
  }

  /** Whole numbers without a decimal point, as the collector writes them in JSON. */
  private static String json(double number) {
    if (!Double.isFinite(number)) {
      return "null";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String object(Map<String, String> valuesByName) {
    StringBuilder json = new StringBuilder("{");
    valuesByName.forEach(
        (name, value) ->
            json.append(json.length() == 1 ? "\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value));
    return json.append('}').toString();
  }
}
