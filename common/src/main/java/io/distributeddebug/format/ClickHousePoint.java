package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of one of the tables {@code otel_metrics_*}, told apart by their columns. What a
 * distribution has beside sum and count is kept as {@link OtlpPoint} keeps it; the least and
 * greatest value only where one of them is not 0, as the exporter writes 0 for none.
 */
final class ClickHousePoint {
  private static final int NO_RECORDED_VALUE = 1;

  private final JsonView row;
  private final Resource resource;
  private final Attributes scope;
  private final boolean delta;

  ClickHousePoint(JsonView row, Resource resource, Attributes scope) {
    this.row = row;
    this.resource = resource;
    this.scope = scope;
    String temporality = row.text("AggregationTemporality", "AggTemp").toLowerCase(Locale.ROOT);
    this.delta = temporality.equals("1") || temporality.endsWith("delta");
  }

  void give(PlacedRecords records) {
    MetricKind kind = kind();
    boolean single =
        kind == MetricKind.GAUGE
            || kind == MetricKind.CUMULATIVE_SUM
            || kind == MetricKind.DELTA_SUM;
    double value = row.number(single ? "Value" : "Sum").orElse(Double.NaN);
    String problem = problem(value);
    if (!problem.isEmpty()) {
      records.reject(problem, row.node().toString());
      return;
    }
    records.metric(
        new MetricPoint(
            row.text("MetricName"),
            row.text("MetricUnit"),
            kind,
            resource,
            attributes(),
            row.nanos("StartTimeUnix").orElse(0),
            row.nanos("TimeUnix").orElse(0),
            value,
            single ? 0 : row.wholeNumber("Count"),
            single ? "" : distribution(kind)));
  }

  private String problem(double value) {
    if ((row.wholeNumber("Flags") & NO_RECORDED_VALUE) != 0) {
      return "no recorded value: the series ended";
    }
    if (row.text("MetricName").isEmpty()) {
      return "metric without a name";
    }
    return Double.isFinite(value) ? "" : "value missing or not finite";
  }

  private MetricKind kind() {
    if (has("PositiveBucketCounts")) {
      return MetricKind.EXPONENTIAL_HISTOGRAM;
    }
    if (has("BucketCounts") || has("ExplicitBounds")) {
      return MetricKind.HISTOGRAM;
    }
    if (has("ValueAtQuantiles") || has("ValueAtQuantiles.Quantile")) {
      return MetricKind.SUMMARY;
    }
    if (!has("IsMonotonic")) {
      return MetricKind.GAUGE;
    }
    String monotonic = row.text("IsMonotonic");
    boolean rises = monotonic.equals("true") || monotonic.equals("1");
    return delta ? MetricKind.DELTA_SUM : rises ? MetricKind.CUMULATIVE_SUM : MetricKind.GAUGE;
  }

  private Attributes attributes() {
    Attributes own = row.attributes("Attributes");
    if (scope.isEmpty()) {
      return own;
    }
    Attributes.Builder all = Attributes.builder();
    scope.text().forEach(all::put);
    scope.numbers().forEach(all::put);
    own.text().forEach(all::put);
    own.numbers().forEach(all::put);
    return all.build();
  }

  private String distribution(MetricKind kind) {
    Map<String, String> parts = new TreeMap<>();
    double min = row.number("Min").orElse(0.0);
    double max = row.number("Max").orElse(0.0);
    if (min != 0 || max != 0) {
      parts.put("min", Double.toString(min));
      parts.put("max", Double.toString(max));
    }
    if (delta) {
      parts.put("temporality", "\"delta\"");
    }
    switch (kind) {
      case HISTOGRAM -> {
        parts.put("bounds", numbers("ExplicitBounds"));
        parts.put("counts", counts("BucketCounts"));
      }
      case EXPONENTIAL_HISTOGRAM -> {
        parts.put("scale", Long.toString(row.wholeNumber("Scale")));
        parts.put("zero_count", Long.toString(row.wholeNumber("ZeroCount")));
        parts.put("positive", buckets("Positive"));
        parts.put("negative", buckets("Negative"));
      }
      default -> parts.put("quantiles", quantiles());
    }
    return object(parts);
  }

  private String buckets(String side) {
    Map<String, String> buckets = new TreeMap<>();
    buckets.put("offset", Long.toString(row.wholeNumber(side + "Offset")));
    buckets.put("counts", counts(side + "BucketCounts"));
    return object(buckets);
  }

  private String quantiles() {
    StringBuilder all = new StringBuilder("[");
    for (JsonView pair : ClickHouseTables.nested(row, "ValueAtQuantiles", "Quantile", "Value")) {
      Map<String, String> parts = new TreeMap<>();
      parts.put("quantile", number(pair.number("Quantile").orElse(Double.NaN)));
      parts.put("value", number(pair.number("Value").orElse(Double.NaN)));
      all.append(all.length() == 1 ? "" : ",").append(object(parts));
    }
    return all.append(']').toString();
  }

  private String numbers(String column) {
    StringBuilder all = new StringBuilder("[");
    for (JsonNode element : row.node().path(column)) {
      all.append(all.length() == 1 ? "" : ",").append(number(element.asDouble()));
    }
    return all.append(']').toString();
  }

  private String counts(String column) {
    StringBuilder all = new StringBuilder("[");
    for (JsonNode element : row.node().path(column)) {
      all.append(all.length() == 1 ? "" : ",").append(element.asLong());
    }
    return all.append(']').toString();
  }

  private static String number(double number) {
    return Double.isFinite(number) ? Double.toString(number) : "null";
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

  private boolean has(String column) {
    return row.node().has(column);
  }
}
