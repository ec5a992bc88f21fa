package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import java.util.Map;
import java.util.Optional;

/** The samples of a metricset of Elastic APM's intake: values, counters and histograms. */
final class ApmMetrics {
  private ApmMetrics() {}

  static void read(JsonView metricset, Resource resource, PlacedRecords records) {
    long time = metricset.nanos("timestamp").orElse(0);
    Attributes attributes = attributes(metricset);
    for (Map.Entry<String, JsonNode> sample : metricset.at("samples").node().properties()) {
      JsonView view = new JsonView(sample.getValue());
      Optional<Double> value = view.number("value");
      if (value.isPresent() && Double.isFinite(value.get())) {
        boolean adds = view.text("type").equals("counter");
        records.metric(
            new MetricPoint(
                sample.getKey(),
                view.text("unit"),
                adds ? MetricKind.CUMULATIVE_SUM : MetricKind.GAUGE,
                resource,
                attributes,
                0,
                time,
                value.get(),
                0,
                ""));
      } else if (view.at("values").node().isArray() && view.at("counts").node().isArray()) {
        histogram(sample.getKey(), view, resource, attributes, time, records);
      } else {
        records.reject("value missing or not finite", sample.getKey() + " " + sample.getValue());
      }
    }
  }

  /** Values with how often each was seen. */
  private static void histogram(
      String name,
      JsonView sample,
      Resource resource,
      Attributes attributes,
      long time,
      PlacedRecords records) {
    JsonNode values = sample.at("values").node();
    JsonNode counts = sample.at("counts").node();
    double sum = 0;
    long count = 0;
    for (int i = 0; i < Math.min(values.size(), counts.size()); i++) {
      sum += values.get(i).asDouble() * counts.get(i).asLong();
      count += counts.get(i).asLong();
    }
    records.metric(
        new MetricPoint(
            name,
            sample.text("unit"),
            MetricKind.HISTOGRAM,
            resource,
            attributes,
            0,
            time,
            sum,
            count,
            "{\"counts\":" + counts + ",\"values\":" + values + "}"));
  }

  private static Attributes attributes(JsonView metricset) {
    Attributes.Builder all = Attributes.builder();
    Attributes tags = metricset.attributes("tags");
    tags.text().forEach(all::put);
    tags.numbers().forEach(all::put);
    for (String path :
        new String[] {"transaction.name", "transaction.type", "span.type", "span.subtype"}) {
      String value = metricset.text(path);
      if (!value.isEmpty()) {
        all.put(path, value);
      }
    }
    return all.build();
  }
}
