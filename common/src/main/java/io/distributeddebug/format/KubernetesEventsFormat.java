package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Kubernetes events as {@code kubectl get events -o json} lists them or an exporter writes them,
 * one a line. What happened repeatedly begins with its first time and ends with its last. The
 * service is the app's label where the event has it, else the name of what the pod belongs to.
 */
final class KubernetesEventsFormat implements TelemetryFormat {
  private static final Map<String, String> KINDS = kinds();

  private final Limits limits;

  KubernetesEventsFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "kubernetes-events";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : new String[] {"", "items[].", "[].", "event.", "object."}) {
      boolean object = shape.has(at + "involvedObject.kind") || shape.has(at + "regarding.kind");
      if (object && shape.has(at + "reason")) {
        return Recognition.YES;
      }
    }
    boolean emptyList =
        shape.has("kind", "items", "apiVersion", "metadata.resourceVersion")
            && shape.paths().stream().noneMatch(path -> path.startsWith("items[]"));
    return emptyList ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    new JsonDocuments(limits).read(in, sink, KubernetesEventsFormat::value);
  }

  /** An event, or a list of events, which is read one by one. */
  private static void value(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> value(p, records));
      return;
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    boolean[] list = {false};
    boolean object =
        OtlpValues.object(
            parser,
            (p, field) -> {
              if (field.equals("items") && p.currentToken() == JsonToken.START_ARRAY) {
                list[0] = true;
                OtlpValues.array(p, q -> value(q, records));
              } else {
                event.set(field, p.<JsonNode>readValueAsTree());
              }
            });
    if (!object) {
      throw new MalformedValueException("not an event of Kubernetes");
    }
    if (!list[0]) {
      JsonView whole = new JsonView(event);
      JsonView inner = whole.has("event.reason") ? whole.at("event") : whole;
      event(whole.has("object.reason") ? whole.at("object") : inner, records);
    }
  }

  private static void event(JsonView event, PlacedRecords records) {
    JsonView subject =
        event.has("involvedObject") ? event.at("involvedObject") : event.at("regarding");
    OptionalLong begin =
        event.nanos(
            "firstTimestamp",
            "deprecatedFirstTimestamp",
            "eventTime",
            "lastTimestamp",
            "metadata.creationTimestamp");
    if (begin.isEmpty() || !subject.has("kind")) {
      records.reject(
          begin.isEmpty() ? "an event without a time" : "an event about no object",
          event.node().toString());
      return;
    }
    long end =
        event
            .nanos(
                "series.lastObservedTime", "lastTimestamp", "deprecatedLastTimestamp", "eventTime")
            .orElse(begin.getAsLong());
    String reason = event.text("reason");
    boolean warns = event.text("type").equals("Warning");
    records.change(
        new ChangeEvent(
            begin.getAsLong(),
            Math.max(end, begin.getAsLong()),
            KINDS.getOrDefault(reason, warns ? "health" : "event"),
            reason,
            subject.text("kind") + "/" + subject.text("namespace") + "/" + subject.text("name"),
            warns ? "WARN" : "INFO",
            event.text("message", "note"),
            "kubernetes",
            resource(event, subject),
            attributes(event, subject)));
  }

  private static Resource resource(JsonView event, JsonView subject) {
    Map<String, String> resource = new TreeMap<>();
    String kind = subject.text("kind");
    String name = subject.text("name");
    put(resource, "k8s.namespace.name", subject.text("namespace"));
    if (kind.equals("Node")) {
      put(resource, "k8s.node.name", name);
      return Resource.of(Attributes.of(resource));
    }
    if (kind.equals("Pod")) {
      put(resource, "k8s.pod.name", name);
    }
    put(resource, "k8s.node.name", event.text("source.host"));
    String label = subject.text("labels.app", "labels.app_kubernetes_io/name");
    put(resource, "service.name", label.isEmpty() ? WorkloadNames.ofObject(kind, name) : label);
    return Resource.of(Attributes.of(resource));
  }

  private static Attributes attributes(JsonView event, JsonView subject) {
    Attributes.Builder attributes = Attributes.builder();
    event
        .number("count", "series.count", "deprecatedCount")
        .ifPresent(count -> attributes.put("k8s.event.count", count));
    Map<String, String> texts = new TreeMap<>();
    put(texts, "k8s.event.uid", event.text("metadata.uid"));
    put(texts, "k8s.event.component", event.text("source.component", "reportingController"));
    put(texts, "k8s.object.field", subject.text("fieldPath"));
    put(texts, "k8s.event.action", event.text("action"));
    texts.forEach(attributes::put);
    return attributes.build();
  }

  private static void put(Map<String, String> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new HashMap<>();
    add(kinds, "deployment", "ScalingReplicaSet", "DeploymentRollback");
    add(kinds, "scaling", "SuccessfulRescale", "FailedGetResourceMetric");
    add(kinds, "restart", "Killing", "BackOff", "Started", "Created", "OOMKilling");
    add(kinds, "scheduling", "Scheduled", "FailedScheduling", "Preempted", "Evicted");
    add(kinds, "scheduling", "SuccessfulCreate", "SuccessfulDelete", "TaintManagerEviction");
    add(kinds, "health", "Unhealthy", "ProbeWarning", "NodeNotReady", "NodeReady", "Failed");
    add(kinds, "health", "FailedMount", "NodeHasDiskPressure", "NodeHasInsufficientMemory");
    return Map.copyOf(kinds);
  }

  private static void add(Map<String, String> kinds, String kind, String... reasons) {
    for (String reason : reasons) {
      kinds.put(reason, kind);
    }
  }
}
