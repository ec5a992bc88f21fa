package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import java.util.Map;
import java.util.TreeMap;

/** A document that Elastic's APM server indexed: a transaction, span, error, metric or log. */
final class ApmDocument {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String[] BASE = {
    "agent.", "ecs.", "observer.", "process.", "data_stream.", "event.", "host.", "container.",
    "kubernetes.", "service.", "cloud.", "processor.", "user.", "client.", "source.", "timestamp."
  };

  private final Map<String, Object> fields;
  private final JsonView document;

  private ApmDocument(ObjectNode document) {
    this.document = new JsonView(document);
    this.fields = FlatJson.ofFields(document);
  }

  static void read(ObjectNode document, StructuredLogs logs, PlacedRecords records) {
    ApmDocument read = new ApmDocument(document);
    String event = read.text("processor.event");
    boolean span = event.equals("span") || (event.isEmpty() && read.has("span.duration.us"));
    boolean transaction =
        event.equals("transaction") || (event.isEmpty() && read.has("transaction.duration.us"));
    if (span || transaction) {
      read.span(!span, records);
    } else if (event.equals("metric")) {
      read.fields.keySet().removeIf(ApmDocument::isOfNoMetric);
      BeatMetrics.read(read.fields, records);
    } else {
      EcsFormat.read(read.withMessage(document), logs, records);
    }
  }

  private void span(boolean transaction, PlacedRecords records) {
    String own = transaction ? "transaction." : "span.";
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    for (String field : new String[] {"id", "name", "type", "subtype", "action", "result"}) {
      if (has(own + field)) {
        said.put(field, text(own + field));
      }
    }
    JsonNode links = document.at(own + "links").node();
    if (links.isArray()) {
      said.set("links", links);
    }
    Attributes.Builder others = Attributes.builder();
    fields.forEach(
        (key, value) -> {
          if (key.startsWith("labels.") || key.startsWith("numeric_labels.")) {
            FlatJson.put(others, key.substring(key.indexOf('.') + 1), value);
          } else if (key.startsWith("http.")
              || key.startsWith("url.")
              || key.startsWith("user_agent.")) {
            FlatJson.put(others, key, value);
          }
        });
    ApmSpan span =
        new ApmSpan(new JsonView(said), transaction)
            .putAll(others.build())
            .put("db.query.text", text("span.db.statement"))
            .put("db.namespace", text("span.db.instance"))
            .put("db.system.name", text("span.db.type"))
            .put("messaging.destination.name", text("span.message.queue.name"))
            .put("server.address", text("destination.address"))
            .put(
                "peer.service",
                has("service.target.name")
                    ? text("service.target.name")
                    : text("span.destination.service.resource"));
    double micros = fields.get(own + "duration.us") instanceof Double number ? number : -1;
    span.give(
        text("trace.id"),
        has("parent.id") ? text("parent.id") : transaction ? "" : text("transaction.id"),
        AnyTime.nanos(has("timestamp.us") ? text("timestamp.us") : text("@timestamp")).orElse(0),
        micros * NANOS_PER_MICRO,
        text("event.outcome"),
        resource(),
        records);
  }

  private Resource resource() {
    Map<String, String> resource = new TreeMap<>();
    Map<String, Integer> ranks = new TreeMap<>();
    Names names = LogNames.standard();
    fields.forEach(
        (key, value) -> {
          Names.Meaning meaning = names.of(key);
          boolean better =
              meaning.role() == Names.Role.RESOURCE
                  && meaning.rank() < ranks.getOrDefault(meaning.attribute(), Integer.MAX_VALUE);
          if (better) {
            ranks.put(meaning.attribute(), meaning.rank());
            resource.put(meaning.attribute(), value.toString());
          }
        });
    return Resource.of(Attributes.of(resource));
  }

  /** Errors have their text in the exception. */
  private ObjectNode withMessage(ObjectNode whole) {
    JsonNode exception = document.at("error.exception").node();
    JsonView first = new JsonView(exception.isArray() ? exception.path(0) : exception);
    if (!whole.has("message")) {
      String message = first.text("message", "type");
      String otherwise = document.text("error.log.message", "error.grouping_name");
      whole.put("message", message.isEmpty() ? otherwise : message);
    }
    if (document.has("error") && !has("log.level")) {
      whole.put("log.level", "error");
    }
    return whole;
  }

  private boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Whole numbers without a decimal point. */
  private String text(String field) {
    Object value = fields.get(field);
    if (value instanceof Double number && number == Math.rint(number)) {
      return Long.toString((long) number.doubleValue());
    }
    return value == null ? "" : value.toString();
  }

  private static boolean isOfNoMetric(String field) {
    if (field.equals("service.name")
        || LogNames.standard().of(field).role() == Names.Role.RESOURCE) {
      return false;
    }
    for (String prefix : BASE) {
      if (field.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
