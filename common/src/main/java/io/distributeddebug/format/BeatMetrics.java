package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Metricbeat document: its numbers under the module's name are points of one instant, its texts
 * there their attributes. Beats don't tell counters from levels: all are gauges.
 */
final class BeatMetrics {
  private static final Set<String> OF_DOCUMENT =
      Set.of("event.duration", "metricset.period", "service.state");

  private BeatMetrics() {}

  static void read(Map<String, Object> fields, PlacedRecords records) {
    long time = AnyTime.nanos(fields.get("@timestamp")).orElse(0);
    String module = text(fields, "event.module", text(fields, "service.type", ""));
    Map<String, Double> numbers = new TreeMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> process = new TreeMap<>();
    Names names = LogNames.standard();
    fields.forEach(
        (key, value) -> {
          Names.Meaning meaning = names.of(key);
          if (meaning.role() == Names.Role.RESOURCE) {
            process.put(meaning.attribute(), value.toString());
          } else if (value instanceof Double number) {
            if (!OF_DOCUMENT.contains(key) && isOfModule(key, module)) {
              numbers.put(key, number);
            }
          } else if (isOfModule(key, module)) {
            texts.put(key, value.toString());
          }
        });
    if (numbers.isEmpty()) {
      records.reject("a metricset without a number", fields.toString());
      return;
    }
    Resource resource = Resource.of(Attributes.of(process));
    Attributes attributes = Attributes.of(texts);
    numbers.forEach(
        (name, value) ->
            records.metric(
                new MetricPoint(
                    name, "", MetricKind.GAUGE, resource, attributes, 0, time, value, 0, "")));
  }

  private static boolean isOfModule(String key, String module) {
    return module.isEmpty() || key.startsWith(module + ".") || key.startsWith("prometheus.");
  }

  private static String text(Map<String, Object> fields, String key, String otherwise) {
    Object value = fields.get(key);
    return value == null ? otherwise : value.toString();
  }
}
