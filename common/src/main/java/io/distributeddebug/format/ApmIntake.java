package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of Elastic APM's intake, of which the last {@code metadata} tells the process. Times
 * are microseconds, durations milliseconds.
 */
final class ApmIntake {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int ERROR = 17;

  private final StructuredLogs logs = new StructuredLogs();
  private Map<String, String> process = Map.of();

  void read(ObjectNode line, PlacedRecords records) {
    JsonView view = new JsonView(line);
    if (view.has("metadata")) {
      process = process(view.at("metadata"));
    } else if (view.has("transaction")) {
      transaction(view.at("transaction"), records);
    } else if (view.has("span")) {
      span(view.at("span"), records);
    } else if (view.has("error")) {
      error(view.at("error"), records);
    } else if (view.has("metricset")) {
      ApmMetrics.read(view.at("metricset"), resource(view.at("metricset")), records);
    } else if (view.has("log")) {
      log(view.at("log"), records);
    } else {
      records.reject("no event of Elastic APM", line.toString());
    }
  }

  private void transaction(JsonView event, PlacedRecords records) {
    JsonView request = event.at("context.request");
    new ApmSpan(event, true)
        .putAll(event.attributes("context.tags"))
        .put("http.request.method", request.text("method"))
        .put("url.full", request.text("url.full", "url.raw"))
        .put("url.path", request.text("url.pathname"))
        .put("messaging.destination.name", event.text("context.message.queue.name"))
        .putNumber("http.response.status_code", event, "context.response.status_code")
        .give(
            event.text("trace_id"),
            event.text("parent_id"),
            start(event),
            duration(event),
            event.text("outcome"),
            resource(event),
            records);
  }

  private void span(JsonView event, PlacedRecords records) {
    JsonView context = event.at("context");
    ApmSpan span =
        new ApmSpan(event, false)
            .putAll(event.attributes("context.tags"))
            .put("db.query.text", context.text("db.statement"))
            .put("db.namespace", context.text("db.instance"))
            .put("http.request.method", context.text("http.method"))
            .put("url.full", context.text("http.url"))
            .put("messaging.destination.name", context.text("message.queue.name"))
            .put("server.address", context.text("destination.address"))
            .put(
                "peer.service", context.text("service.target.name", "destination.service.resource"))
            .putNumber("server.port", context, "destination.port")
            .putNumber(
                "http.response.status_code",
                context,
                "http.status_code",
                "http.response.status_code")
            .putNumber("apm.composite.count", event, "composite.count");
    String system = event.text("subtype", "type");
    if (event.text("type").startsWith("db")) {
      String[] parts = system.split("\\.", -1);
      span.put("db.system.name", parts.length > 1 ? parts[1] : system);
    }
    span.give(
        event.text("trace_id"),
        event.text("parent_id", "transaction_id"),
        start(event),
        duration(event),
        event.text("outcome"),
        resource(event),
        records);
  }

  private void error(JsonView event, PlacedRecords records) {
    JsonView exception = event.at("exception");
    Map<String, String> texts = new TreeMap<>();
    put(texts, "exception.type", exception.text("type"));
    put(texts, "exception.message", exception.text("message"));
    put(texts, "exception.stacktrace", stackTrace(exception, event.at("log")));
    put(texts, "error.culprit", event.text("culprit"));
    put(texts, "log.logger", event.text("log.logger_name"));
    put(texts, "transaction.id", event.text("transaction_id"));
    Attributes tags = event.attributes("context.tags");
    tags.text().forEach(texts::put);
    Attributes.Builder attributes = Attributes.builder();
    texts.forEach(attributes::put);
    tags.numbers().forEach(attributes::put);
    String level = event.text("log.level");
    int number = level.isEmpty() ? ERROR : Severities.number(level);
    String trace = Ids.traceIdOrHash(event.text("trace_id")).orElse("");
    records.log(
        new LogRecord(
            start(event),
            trace,
            trace.isEmpty() ? "" : Ids.spanIdOrHash(event.text("parent_id")).orElse(""),
            resource(event),
            number > 0 ? Severities.name(number) : level.toUpperCase(Locale.ROOT),
            number,
            event.text("exception.message", "log.message", "exception.type"),
            attributes.build()));
  }

  private void log(JsonView event, PlacedRecords records) {
    records.log(
        logs.read(
            FlatJson.of(event.node()),
            new StructuredLogs.Around(0, process, Map.of(), event.text("message"))));
  }

  private static String stackTrace(JsonView exception, JsonView log) {
    JsonNode frames =
        exception.has("stacktrace")
            ? exception.at("stacktrace").node()
            : log.at("stacktrace").node();
    StringBuilder text = new StringBuilder();
    for (JsonNode node : frames) {
      JsonView frame = new JsonView(node);
      text.append(text.isEmpty() ? "" : "\n")
          .append("at ")
          .append(frame.text("function", "classname", "module"))
          .append(" (")
          .append(frame.text("filename", "abs_path"))
          .append(frame.has("lineno") ? ":" + frame.text("lineno") : "")
          .append(')');
    }
    return text.toString();
  }

  /** What an event says of its own process goes before the metadata. */
  private Resource resource(JsonView event) {
    Map<String, String> resource = new TreeMap<>(process);
    service(resource, event.at("context.service"));
    return logs.resources().of(resource);
  }

  private static Map<String, String> process(JsonView metadata) {
    Map<String, String> process = new TreeMap<>();
    JsonView system = metadata.at("system");
    put(process, "host.name", system.text("configured_hostname", "detected_hostname", "hostname"));
    put(process, "container.id", system.text("container.id"));
    put(process, "k8s.pod.name", system.text("kubernetes.pod.name"));
    put(process, "k8s.namespace.name", system.text("kubernetes.namespace"));
    put(process, "k8s.node.name", system.text("kubernetes.node.name"));
    put(process, "cloud.availability_zone", metadata.text("cloud.availability_zone"));
    put(process, "cloud.region", metadata.text("cloud.region"));
    service(process, metadata.at("service"));
    Attributes labels = metadata.attributes("labels");
    labels.text().forEach((key, value) -> process.put("labels." + key, value));
    return process;
  }

  private static void service(Map<String, String> resource, JsonView service) {
    put(resource, "service.name", service.text("name"));
    put(resource, "service.version", service.text("version"));
    put(resource, "service.instance.id", service.text("node.configured_name"));
    put(resource, "deployment.environment.name", service.text("environment"));
    put(resource, "telemetry.sdk.language", service.text("language.name"));
  }

  private static void put(Map<String, String> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static long start(JsonView event) {
    return event.nanos("timestamp").orElse(0);
  }

  private static double duration(JsonView event) {
    return event.number("duration").orElse(0.0) * NANOS_PER_MILLI;
  }
}
