package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Resource;

/**
 * Spans as OpenTelemetry's exporter for Splunk sends them: the event is the span, the event's
 * fields are the resource.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/splunkhecexporter">splunkhecexporter</a>
 */
final class SplunkSpans {
  private SplunkSpans() {}

  static boolean isSpan(JsonNode event) {
    return event.has("trace_id")
        && event.has("span_id")
        && event.has("start_time")
        && event.has("end_time");
  }

  static void read(JsonView event, Resource resource, PlacedRecords records) {
    SpanDraft span =
        new SpanDraft()
            .ids(event.text("trace_id"), event.text("span_id"), event.text("parent_span_id"))
            .traceState(event.text("trace_state"))
            .resource(resource)
            .name(event.text("name"))
            .kind(event.text("kind"))
            .time(event.nanos("start_time").orElse(0), event.nanos("end_time").orElse(0))
            .status(event.text("status.code"), event.text("status.message"))
            .attributes(event.attributes("attributes"));
    for (JsonNode node : event.at("events").node()) {
      JsonView inner = new JsonView(node);
      span.event(
          inner.nanos("timestamp").orElse(0), inner.text("name"), inner.attributes("attributes"));
    }
    for (JsonNode node : event.at("links").node()) {
      JsonView link = new JsonView(node);
      span.link(link.text("trace_id"), link.text("span_id"), link.attributes("attributes"));
    }
    span.give(records, () -> event.node().toString());
  }
}
