package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A data point of an OTLP metric while it is read. What a distribution has beside sum and count is
 * kept as JSON: {@code bounds} and {@code counts} of a histogram; {@code scale}, {@code
 * zero_count}, {@code positive} and {@code negative} ({@code offset}, {@code counts}) of an
 * exponential one; {@code quantiles} of a summary; {@code min}, {@code max}, and {@code
 * temporality}.
 */
final class OtlpPoint extends OtlpRecord {
  private static final Set<String> QUANTILE = Set.of("quantile", "value");
  private static final int NO_RECORDED_VALUE = 1;

  private final OtlpMetric metric;
  private final OtlpRequest.Scope scope;
  private final Map<String, String> distribution = new TreeMap<>();
  private Attributes attributes = Attributes.EMPTY;
  private long start;
  private long time;
  private double value = Double.NaN;
  private double sum;
  private long count;

  private OtlpPoint(OtlpMetric metric, OtlpRequest.Scope scope) {
    this.metric = metric;
    this.scope = scope;
  }

  static OtlpPoint read(JsonParser parser, OtlpMetric metric, OtlpRequest.Scope scope)
      throws IOException {
    OtlpPoint point = new OtlpPoint(metric, scope);
    point.readObject(parser);
    return point;
  }

  @Override
  public String problem() {
    if (!super.problem().isEmpty()) {
      return super.problem();
    }
    if (metric.name.isEmpty()) {
      return "metric without a name";
    }
    double shown = metric.isDistribution() ? sum : value;
    return Double.isFinite(shown) ? "" : "value missing or not finite";
  }

  @Override
  public void give(TelemetrySink sink, long position) {
    sink.metric(
        new MetricPoint(
            metric.name,
            metric.unit,
            metric.kind(),
            scope.block.resource,
            scope.describe(attributes, true),
            start,
            time,
            metric.isDistribution() ? sum : value,
            count,
            distributionJson()),
        position);
  }

  @Override
  void field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "attributes", "labels" -> attributes = OtlpValues.attributes(parser);
      case "startTimeUnixNano", "start_time_unix_nano" -> start = OtlpValues.wholeNumber(parser);
      case "timeUnixNano", "time_unix_nano" -> time = OtlpValues.wholeNumber(parser);
      case "asDouble", "as_double", "asInt", "as_int" -> value = OtlpValues.number(parser);
      case "count" -> count = OtlpValues.wholeNumber(parser);
      case "sum" -> sum = OtlpValues.number(parser);
      case "min", "max", "scale" -> keepNumber(field, parser);
      case "zeroCount", "zero_count" -> keepNumber("zero_count", parser);
      case "zeroThreshold", "zero_threshold" -> keepNumber("zero_threshold", parser);
      case "bucketCounts", "bucket_counts" -> distribution.put("counts", numbers(parser));
      case "explicitBounds", "explicit_bounds" -> distribution.put("bounds", numbers(parser));
      case "positive", "negative" -> distribution.put(field, buckets(parser));
      case "quantileValues", "quantile_values" -> distribution.put("quantiles", quantiles(parser));
      case "flags" -> {
        if ((OtlpValues.wholeNumber(parser) & NO_RECORDED_VALUE) != 0) {
          refuse("no recorded value: the series ended");
        }
      }
      default -> parser.skipChildren();
    }
  }

  private String distributionJson() {
    if (!metric.isDistribution()) {
      return "";
    }
    if (metric.isDelta()) {
      distribution.put("temporality", "\"delta\"");
    }
    return object(distribution);
  }

  private void keepNumber(String name, JsonParser parser) throws IOException {
    String number = numberJson(parser);
    if (!number.equals("null")) {
      distribution.put(name, number);
    }
  }

  private static String buckets(JsonParser parser) throws IOException {
    Map<String, String> buckets = new TreeMap<>();
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "offset" -> buckets.put("offset", numberJson(p));
            case "bucketCounts", "bucket_counts" -> buckets.put("counts", numbers(p));
            default -> p.skipChildren();
          }
        });
    return object(buckets);
  }

  private static String quantiles(JsonParser parser) throws IOException {
    StringBuilder all = new StringBuilder("[");
    OtlpValues.array(
        parser,
        p -> {
          Map<String, String> pair = new TreeMap<>();
          OtlpValues.object(p, (q, field) -> pair.put(field, numberJson(q)));
          pair.keySet().retainAll(QUANTILE);
          all.append(all.length() == 1 ? "" : ",").append(object(pair));
        });
    return all.append(']').toString();
  }

  private static String numbers(JsonParser parser) throws IOException {
    StringBuilder all = new StringBuilder("[");
    OtlpValues.array(parser, p -> all.append(all.length() == 1 ? "" : ",").append(numberJson(p)));
    return all.append(']').toString();
  }

  /** Whole numbers exactly, others as doubles; what is no finite number is {@code null}. */
  private static String numberJson(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getText();
    }
    String text = OtlpValues.text(parser);
    if (!text.isEmpty() && text.length() < 20 && text.chars().allMatch(Character::isDigit)) {
      return Long.toString(OtlpValues.wholeNumber(parser));
    }
    double number = OtlpValues.number(parser);
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
}
