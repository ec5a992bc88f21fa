package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alerts of Alertmanager: its webhook's messages ({@code {"version","alerts"}}), one a line, and
 * the lists that its API and Prometheus's answer. An alert is a change from its start to its end;
 * while it fires it has none.
 *
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook</a>
 */
final class AlertmanagerFormat implements TelemetryFormat {
  private final Limits limits;

  AlertmanagerFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "alertmanager-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : new String[] {"alerts[].", "[].", "data.alerts[].", "data[].", ""}) {
      boolean times = shape.has(at + "startsAt") || shape.has(at + "activeAt");
      if (times && shape.has(at + "labels")) {
        return Recognition.YES;
      }
    }
    return shape.has("alerts", "groupKey") || shape.has("alerts", "receiver")
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    PrometheusLabels labels = new PrometheusLabels();
    new JsonDocuments(limits).read(in, sink, (parser, records) -> value(parser, records, labels));
  }

  private static void value(JsonParser parser, PlacedRecords records, PrometheusLabels labels)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY
        && parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedValueException("no alert");
    }
    JsonNode value = parser.readValueAsTree();
    alerts(value, records, labels);
  }

  private static void alerts(JsonNode value, PlacedRecords records, PrometheusLabels labels) {
    JsonNode inner = value.has("data") ? value.get("data") : value;
    JsonNode list = inner.has("alerts") ? inner.get("alerts") : inner;
    if (list.isArray()) {
      list.forEach(alert -> alert(new JsonView(alert), records, labels));
    } else {
      alert(new JsonView(list), records, labels);
    }
  }

  private static void alert(JsonView alert, PlacedRecords records, PrometheusLabels labels) {
    long start = alert.nanos("startsAt", "activeAt").orElse(0);
    if (start == 0 || !alert.has("labels")) {
      records.reject(
          start == 0 ? "an alert without its start" : "an alert without labels",
          alert.node().toString());
      return;
    }
    SortedMap<String, String> all = new TreeMap<>();
    alert
        .at("labels")
        .node()
        .properties()
        .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    String name = all.getOrDefault("alertname", "");
    String severity = all.getOrDefault("severity", "");
    int number = Severities.number(severity);
    PrometheusLabels.Split split = labels.split(all);
    long end = alert.nanos("endsAt").orElse(0);
    boolean firing = alert.text("status", "state", "status.state").matches("firing|active|pending");
    // An alert that fires carries the time at which it would be resolved, or year 1.
    boolean over = end > start && !firing;
    records.change(
        new ChangeEvent(
            start,
            over ? end : 0,
            "alert",
            name,
            name,
            number > 0 ? Severities.name(number) : "WARN",
            alert.text("annotations.summary", "annotations.message", "annotations.description"),
            "alertmanager",
            split.resource(),
            attributes(alert, split.attributes())));
  }

  private static Attributes attributes(JsonView alert, Attributes labels) {
    Attributes.Builder all = Attributes.builder();
    labels.text().forEach(all::put);
    alert
        .attributes("annotations")
        .text()
        .forEach((key, value) -> all.put("annotation." + key, value));
    for (String key : new String[] {"fingerprint", "generatorURL"}) {
      if (alert.has(key)) {
        all.put("alert." + key, alert.text(key));
      }
    }
    return all.build();
  }
}
