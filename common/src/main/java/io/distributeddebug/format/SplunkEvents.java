package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.distributeddebug.telemetry.LogRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Splunk's events, as they are sent to it or come out of it. An event is a span where it has the
 * fields that OpenTelemetry's exporter for Splunk gives to one, points where its fields are
 * metrics, else a log. Its host, source, source type and index have the names that OpenTelemetry's
 * receiver for Splunk gives them.
 */
final class SplunkEvents {
  /** What a search adds to each event, and nobody recorded; as is all that begins with _. */
  private static final Set<String> OF_SEARCH =
      Set.of(
          "linecount",
          "punct",
          "splunk_server",
          "splunk_server_group",
          "timestartpos",
          "timeendpos",
          "eventtype",
          "date_hour",
          "date_mday",
          "date_minute",
          "date_month",
          "date_second",
          "date_wday",
          "date_year",
          "date_zone");

  private static final Map<String, String> RENAMED =
      Map.of(
          "source", "com.splunk.source",
          "sourcetype", "com.splunk.sourcetype",
          "index", "com.splunk.index",
          "otel.log.severity.text", "severity_text");

  private static final String SEVERITY_NUMBER = "otel.log.severity.number";

  /** OpenTelemetry's exporter says so of a host that it does not know. */
  private static final String UNKNOWN_HOST = "unknown";

  private static final String OF_CONTAINER = "kube:container:";
  private static final DateTimeFormatter NAMED_ZONE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSS] zzz", Locale.US);

  private final LogContents contents;
  private final SplunkMetrics metrics = new SplunkMetrics();
  private final Resources resources = new Resources();

  SplunkEvents(Limits limits) {
    this.contents = new LogContents(limits);
  }

  /** A result of a search: {@code _raw} is the event, {@code _time} its time. */
  void result(Map<String, Object> result, PlacedRecords records) {
    Map<String, Object> fields = new LinkedHashMap<>(result);
    Object raw = fields.remove("_raw");
    Object time = fields.remove("_time");
    if (time == null && raw == null) {
      records.reject("a result without _time and _raw: no event", result.toString());
      return;
    }
    String text = raw == null ? "" : raw.toString();
    if (text.isBlank() && !SplunkMetrics.areIn(fields)) {
      log(Map.of(), fields, fields.toString(), time(time), records);
    } else {
      event(TextNode.valueOf(text), time, fields, records);
    }
  }

  /**
   * @param event text or object
   * @param time null where it is not said
   * @param fields what is known of the event beside what it says itself
   */
  void event(JsonNode event, Object time, Map<String, Object> fields, PlacedRecords records) {
    OptionalLong nanos = time(time);
    if (time != null && !time.toString().isBlank() && nanos.isEmpty()) {
      records.reject("no usable time", time + " " + event);
    } else if (SplunkMetrics.areIn(fields)) {
      Map<String, String> resource = new HashMap<>();
      metrics.read(described(fields, resource), resource, nanos.orElse(0), records);
    } else if (event.isObject()) {
      object(event, fields, event.toString(), nanos, records);
    } else if (event.asText("").isBlank() && !event.isArray()) {
      records.reject("an event without content", fields.toString());
    } else {
      text(event.isArray() ? event.toString() : event.asText(), fields, nanos, records);
    }
  }

  private void text(
      String text, Map<String, Object> fields, OptionalLong nanos, PlacedRecords records) {
    String line = text.stripTrailing();
    Optional<JsonNode> object = contents.object(line);
    if (object.isPresent()) {
      object(object.get(), fields, line, nanos, records);
      return;
    }
    Optional<Map<String, Object>> own = contents.fields(line);
    if (own.isPresent()) {
      log(own.get(), fields, line, nanos, records);
    } else {
      give(contents.unstructured(line, around(fields, nanos, line)), nanos, records);
    }
  }

  private void object(
      JsonNode event,
      Map<String, Object> fields,
      String line,
      OptionalLong nanos,
      PlacedRecords records) {
    Map<String, Object> own = FlatJson.of(event);
    if (!SplunkSpans.isSpan(event)) {
      log(own, fields, line, nanos, records);
      return;
    }
    Map<String, String> resource = new HashMap<>();
    described(withoutOwn(fields, own), resource)
        .forEach((key, value) -> resource.put(key, text(value)));
    SplunkSpans.read(new JsonView(event), resources.of(resource), records);
  }

  private void log(
      Map<String, Object> own,
      Map<String, Object> fields,
      String line,
      OptionalLong nanos,
      PlacedRecords records) {
    StructuredLogs.Around around = around(withoutOwn(fields, own), nanos, line);
    give(contents.read(own, line, around), nanos, records);
  }

  /** A search finds the fields of an event again and gives them as text. */
  private static Map<String, Object> withoutOwn(
      Map<String, Object> fields, Map<String, Object> own) {
    Map<String, Object> others = new LinkedHashMap<>(fields);
    others.keySet().removeAll(own.keySet());
    return others;
  }

  private static void give(LogRecord log, OptionalLong nanos, PlacedRecords records) {
    records.log(nanos.isPresent() ? LogContents.at(nanos.getAsLong(), log) : log);
  }

  private static StructuredLogs.Around around(
      Map<String, Object> fields, OptionalLong nanos, String line) {
    Map<String, String> resource = new HashMap<>();
    Map<String, Object> attributes = described(fields, resource);
    return new StructuredLogs.Around(nanos.orElse(0), resource, attributes, line);
  }

  /** Under OpenTelemetry's names; host and container go to the resource. */
  private static Map<String, Object> described(
      Map<String, Object> fields, Map<String, String> resource) {
    Map<String, Object> described = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          boolean says = !text(value).isEmpty();
          if (key.equals("host")) {
            if (says && !text(value).equals(UNKNOWN_HOST)) {
              resource.put("host.name", text(value));
            }
          } else if (says && !OF_SEARCH.contains(key) && isRecorded(key)) {
            described.put(RENAMED.getOrDefault(key, key), value);
          }
        });
    String sourceType = text(described.getOrDefault("com.splunk.sourcetype", ""));
    if (sourceType.startsWith(OF_CONTAINER)) {
      resource.put("service.name", sourceType.substring(OF_CONTAINER.length()));
    }
    if (described.remove(SEVERITY_NUMBER) instanceof Double number) {
      described.putIfAbsent("severity_text", Severities.name(number.intValue()));
    }
    return described;
  }

  private static boolean isRecorded(String key) {
    return !key.startsWith("_") || key.equals(SplunkMetrics.SINGLE_VALUE);
  }

  private static String text(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number.doubleValue())
        : value.toString();
  }

  /** Seconds, or a date whose zone may be named, as searches show it. */
  private static OptionalLong time(Object time) {
    if (time == null) {
      return OptionalLong.empty();
    }
    OptionalLong nanos = AnyTime.nanos(time);
    if (nanos.isPresent()) {
      return nanos;
    }
    try {
      Instant instant = ZonedDateTime.parse(time.toString(), NAMED_ZONE).toInstant();
      return OptionalLong.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    } catch (DateTimeException | ArithmeticException noTime) {
      return OptionalLong.empty();
    }
  }
}
