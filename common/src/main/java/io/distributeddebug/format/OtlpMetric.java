package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.MetricKind;
import java.io.IOException;
import java.util.List;

/** A metric of an OTLP request: what all its points share. */
final class OtlpMetric {
  String name = "";
  String unit = "";
  private MetricKind kind = MetricKind.GAUGE;
  private boolean delta;
  private boolean monotonic;

  private OtlpMetric() {}

  static void read(JsonParser parser, OtlpRequest.Scope scope, List<OtlpRequest.Draft> drafts)
      throws IOException {
    OtlpMetric metric = new OtlpMetric();
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "name" -> metric.name = OtlpValues.text(p);
            case "unit" -> metric.unit = OtlpValues.text(p);
            case "gauge" -> metric.data(p, MetricKind.GAUGE, scope, drafts);
            case "sum" -> metric.data(p, MetricKind.CUMULATIVE_SUM, scope, drafts);
            case "histogram" -> metric.data(p, MetricKind.HISTOGRAM, scope, drafts);
            case "exponentialHistogram", "exponential_histogram" ->
                metric.data(p, MetricKind.EXPONENTIAL_HISTOGRAM, scope, drafts);
            case "summary" -> metric.data(p, MetricKind.SUMMARY, scope, drafts);
            default -> p.skipChildren();
          }
        });
  }

  /** A sum that may fall is a level, such as of open connections: its points are gauges. */
  MetricKind kind() {
    if (kind != MetricKind.CUMULATIVE_SUM) {
      return kind;
    }
    return delta ? MetricKind.DELTA_SUM : monotonic ? kind : MetricKind.GAUGE;
  }

  boolean isDelta() {
    return delta;
  }

  boolean isDistribution() {
    return kind == MetricKind.HISTOGRAM
        || kind == MetricKind.EXPONENTIAL_HISTOGRAM
        || kind == MetricKind.SUMMARY;
  }

  private void data(
      JsonParser parser,
      MetricKind recorded,
      OtlpRequest.Scope scope,
      List<OtlpRequest.Draft> drafts)
      throws IOException {
    kind = recorded;
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "dataPoints", "data_points" ->
                OtlpValues.array(p, q -> drafts.add(OtlpPoint.read(q, this, scope)));
            case "aggregationTemporality", "aggregation_temporality" -> {
              String temporality = OtlpValues.text(p);
              delta = temporality.equals("1") || temporality.endsWith("_DELTA");
            }
            case "isMonotonic", "is_monotonic" -> monotonic = OtlpValues.text(p).equals("true");
            default -> p.skipChildren();
          }
        });
  }
}
