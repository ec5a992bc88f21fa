package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Results of Prometheus's HTTP API, of range queries ({@code matrix}) and instant ones ({@code
 * vector}); Mimir, Thanos, Cortex and VictoriaMetrics answer alike. Names tell counters from
 * gauges. A series of an expression has no name of its own: it gets the name {@code expression}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
final class PrometheusJsonFormat implements TelemetryFormat {
  private static final String NAME = "__name__";

  private final Limits limits;

  PrometheusJsonFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "prometheus-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean series = shape.has("data.result[].metric");
    boolean empty =
        shape.has("status", "data.resultType", "data.result")
            && !shape.has("data.stats.summary")
            && !shape.has("data.result[].stream")
            && !shape.has("data.encodingFlags");
    boolean error = shape.has("status", "errorType", "error");
    return series || empty || error ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    PrometheusLabels labels = new PrometheusLabels();
    new JsonDocuments(limits).read(in, sink, (parser, records) -> answer(parser, records, labels));
  }

  private static void answer(JsonParser parser, PlacedRecords records, PrometheusLabels labels)
      throws IOException {
    boolean[] known = {false};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "data" -> {
              known[0] = true;
              OtlpValues.object(p, (q, inner) -> result(q, inner, records, labels));
            }
            case "error" -> {
              known[0] = true;
              records.reject("an error that Prometheus answered instead of a result", p.getText());
            }
            default -> p.skipChildren();
          }
        });
    if (!known[0]) {
      throw new MalformedValueException("no answer of Prometheus");
    }
  }

  private static void result(
      JsonParser parser, String field, PlacedRecords records, PrometheusLabels labels)
      throws IOException {
    if (field.equals("result") && parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(
          parser,
          p -> {
            JsonNode series = p.readValueAsTree();
            if (series.has("metric")) {
              series(series, records, labels);
            } else if (!series.isNumber() && !series.isTextual()) {
              records.reject("not a series", series.toString());
            }
          });
    }
  }

  private static void series(JsonNode series, PlacedRecords records, PrometheusLabels labels) {
    SortedMap<String, String> all = new TreeMap<>();
    series.path("metric").properties().forEach(e -> all.put(e.getKey(), e.getValue().asText()));
    String given = all.remove(NAME);
    String name = given == null ? "expression" : given;
    PrometheusLabels.Split split = labels.split(all);
    JsonNode single = series.path("value");
    if (single.isArray()) {
      sample(name, single, split, records);
    }
    series.path("values").forEach(value -> sample(name, value, split, records));
    JsonNode histogram = series.path("histogram");
    if (histogram.isArray()) {
      histogram(name, histogram, split, records);
    }
    series.path("histograms").forEach(value -> histogram(name, value, split, records));
  }

  private static void sample(
      String name, JsonNode pair, PrometheusLabels.Split split, PlacedRecords records) {
    OptionalLong nanos = time(pair);
    double value = number(pair.path(1).asText());
    if (nanos.isEmpty() || !Double.isFinite(value)) {
      records.reject(
          nanos.isEmpty() ? "a sample without a time" : "value missing or not finite",
          name + " " + pair);
      return;
    }
    records.metric(
        new MetricPoint(
            name,
            "",
            ExpositionFamily.kind(name),
            split.resource(),
            split.attributes(),
            0,
            nanos.getAsLong(),
            value,
            0,
            ""));
  }

  /** Native histograms: buckets as {@code [rule, left, right, count]}, kept as they are. */
  private static void histogram(
      String name, JsonNode pair, PrometheusLabels.Split split, PlacedRecords records) {
    OptionalLong nanos = time(pair);
    double sum = number(pair.path(1).path("sum").asText());
    double count = number(pair.path(1).path("count").asText());
    if (nanos.isEmpty() || !Double.isFinite(sum) || !Double.isFinite(count)) {
      records.reject("a histogram without time, sum or count", name + " " + pair);
      return;
    }
    JsonNode buckets = pair.path(1).path("buckets");
    records.metric(
        new MetricPoint(
            name,
            "",
            MetricKind.HISTOGRAM,
            split.resource(),
            split.attributes(),
            0,
            nanos.getAsLong(),
            sum,
            (long) count,
            "{\"ranges\":" + (buckets.isArray() ? buckets : "[]") + "}"));
  }

  /** Seconds with a fraction, as a number or text. */
  private static OptionalLong time(JsonNode pair) {
    JsonNode time = pair.path(0);
    return time.isValueNode() ? TimeText.S.nanos(time.asText()) : OptionalLong.empty();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }
}
