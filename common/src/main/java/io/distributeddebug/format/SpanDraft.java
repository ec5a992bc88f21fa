package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanLink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A span while it is put together from a row or document of OpenTelemetry's model. What is not
 * given is empty; without usable ids it is a reject, as in OTLP.
 */
final class SpanDraft {
  private String traceId = "";
  private String spanId = "";
  private String parentSpanId = "";
  private String problem = "";
  private String traceState = "";
  private Resource resource = Resource.UNKNOWN;
  private String name = "";
  private String kind = "";
  private long start;
  private long end;
  private String status = "";
  private String statusMessage = "";
  private String scope = "";
  private final Attributes.Builder attributes = Attributes.builder();
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<SpanLink> links = new ArrayList<>();

  /**
   * @param parent empty or zeros for a root; what else is no id is a parent that cannot be found
   */
  SpanDraft ids(String trace, String span, String parent) {
    traceId = Ids.traceId(trace).orElse("");
    spanId = Ids.spanId(span).orElse("");
    parentSpanId = Ids.spanId(parent).orElse("");
    boolean lost = parentSpanId.isEmpty() && !parent.chars().allMatch(c -> c == '0');
    problem =
        traceId.isEmpty()
            ? "no usable trace id"
            : spanId.isEmpty() ? "no usable span id" : lost ? "no usable parent span id" : "";
    return this;
  }

  SpanDraft traceState(String state) {
    traceState = state;
    return this;
  }

  SpanDraft resource(Resource of) {
    resource = of;
    return this;
  }

  SpanDraft name(String operation) {
    name = operation;
    return this;
  }

  /** By any of {@link SpanWords}. */
  SpanDraft kind(String word) {
    kind = word;
    return this;
  }

  SpanDraft time(long startUnixNanos, long endUnixNanos) {
    start = startUnixNanos;
    end = endUnixNanos;
    return this;
  }

  /** By any of {@link SpanWords}. */
  SpanDraft status(String word, String message) {
    status = word;
    statusMessage = message;
    return this;
  }

  SpanDraft scope(String scopeName, String version) {
    scope = scopeName;
    if (!version.isEmpty()) {
      attributes.put("otel.scope.version", version);
    }
    return this;
  }

  SpanDraft attributes(Attributes more) {
    more.text().forEach(attributes::put);
    more.numbers().forEach(attributes::put);
    return this;
  }

  SpanDraft attribute(String key, String value) {
    attributes.put(key, value);
    return this;
  }

  SpanDraft event(long unixNanos, String eventName, Attributes of) {
    events.add(new SpanEvent(unixNanos, eventName, of));
    return this;
  }

  /** A link to nothing tells nothing and is left out. */
  SpanDraft link(String trace, String span, Attributes of) {
    String toTrace = Ids.traceId(trace).orElse("");
    String toSpan = Ids.spanId(span).orElse("");
    if (!toTrace.isEmpty() && !toSpan.isEmpty()) {
      links.add(new SpanLink(toTrace, toSpan, of));
    }
    return this;
  }

  /**
   * @param text what it was read from, for a reject
   */
  void give(PlacedRecords records, Supplier<String> text) {
    if (!problem.isEmpty()) {
      records.reject(problem, text.get());
      return;
    }
    records.span(
        new Span(
            traceId,
            spanId,
            parentSpanId,
            traceState,
            resource,
            name,
            SpanWords.kind(kind),
            start,
            end,
            SpanWords.status(status),
            statusMessage,
            attributes.build(),
            events,
            links,
            scope));
  }
}
