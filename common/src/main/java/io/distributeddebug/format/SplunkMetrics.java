package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Splunk's metric events: one metric as {@code metric_name} and {@code _value}, or many as {@code
 * metric_name:<name>}; the other fields are dimensions. {@code metric_type} tells counters from
 * gauges, else the name does.
 *
 * @see <a
 *     href="https://help.splunk.com/en/splunk-enterprise/get-data-in/metrics/get-metrics-in-from-other-sources">metrics
 *     in HEC's format</a>
 */
final class SplunkMetrics {
  static final String SINGLE_VALUE = "_value";
  private static final String SINGLE_NAME = "metric_name";
  private static final String NAME_PREFIX = "metric_name:";
  private static final String TYPE = "metric_type";

  private final Names names = LogNames.standard();
  private final Resources resources = new Resources();

  static boolean areIn(Map<String, Object> fields) {
    return (fields.containsKey(SINGLE_NAME) && fields.containsKey(SINGLE_VALUE))
        || fields.keySet().stream().anyMatch(key -> key.startsWith(NAME_PREFIX));
  }

  /**
   * @param process what is known of the resource, whatever the fields say
   */
  void read(
      Map<String, Object> fields, Map<String, String> process, long time, PlacedRecords records) {
    Map<String, Object> values = new HashMap<>();
    Map<String, String> resource = new HashMap<>(process);
    Map<String, Integer> ranks = new HashMap<>();
    Attributes.Builder attributes = Attributes.builder();
    fields.forEach(
        (key, value) -> {
          Names.Meaning meaning = names.of(key);
          if (key.startsWith(NAME_PREFIX)) {
            values.put(key.substring(NAME_PREFIX.length()), value);
          } else if (key.equals(SINGLE_NAME)) {
            values.put(value.toString(), fields.getOrDefault(SINGLE_VALUE, ""));
          } else if (meaning.role() == Names.Role.RESOURCE
              && meaning.rank() < ranks.getOrDefault(meaning.attribute(), Integer.MAX_VALUE)) {
            ranks.put(meaning.attribute(), meaning.rank());
            resource.put(meaning.attribute(), value.toString());
          } else if (!key.equals(SINGLE_VALUE) && !key.equals(TYPE)) {
            FlatJson.put(attributes, key, value);
          }
        });
    Attributes dimensions = attributes.build();
    Resource from = resources.of(resource);
    String type = fields.getOrDefault(TYPE, "").toString().toLowerCase(Locale.ROOT);
    values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            value ->
                point(value.getKey(), value.getValue(), type, from, dimensions, time, records));
  }

  private static void point(
      String name,
      Object given,
      String type,
      Resource resource,
      Attributes dimensions,
      long time,
      PlacedRecords records) {
    Object value = given instanceof Double ? given : OtlpValues.numberOrText(given.toString());
    if (name.isBlank() || !(value instanceof Double number) || !Double.isFinite(number)) {
      records.reject(
          name.isBlank() ? "metric without a name" : "value missing or not finite",
          name + " " + given);
      return;
    }
    records.metric(
        new MetricPoint(name, "", kind(type, name), resource, dimensions, 0, time, number, 0, ""));
  }

  /** Counters of statsd tell what came since the last one. */
  private static MetricKind kind(String type, String name) {
    return switch (type) {
      case "g", "gauge" -> MetricKind.GAUGE;
      case "c", "counter" -> MetricKind.DELTA_SUM;
      case "sum" -> MetricKind.CUMULATIVE_SUM;
      default -> ExpositionFamily.kind(name);
    };
  }
}
