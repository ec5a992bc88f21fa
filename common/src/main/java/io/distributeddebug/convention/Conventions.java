package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.Locale;

/**
 * Records as if all had been written by OpenTelemetry's stable conventions. Of one reader's records
 * in their order, as it remembers the last resource; not for several threads.
 */
@SuppressWarnings("ReferenceEquality") // what is not changed is the same object
public final class Conventions {
  private static final String KIND = "span.kind";
  private static final String POOL_METRICS = "db.client.connections.";

  private final AttributeFolds records = AttributeFolds.ofRecords();
  private Resource lastRecorded = Resource.UNKNOWN;
  private Resource lastFolded = Resource.UNKNOWN;

  public Span span(Span span) {
    Resource resource = resource(span.resource());
    SpanKind kind = span.kind() == SpanKind.UNSPECIFIED ? kind(span.attributes()) : span.kind();
    Attributes attributes = records.fold(span.attributes(), kind);
    SpanVerdict verdict =
        span.status() == StatusCode.UNSET
            ? SpanVerdict.of(kind, attributes, span.events())
            : SpanVerdict.OPEN;
    if (resource == span.resource()
        && attributes == span.attributes()
        && kind == span.kind()
        && verdict == SpanVerdict.OPEN) {
      return span;
    }
    StatusCode status = verdict == SpanVerdict.OPEN ? span.status() : verdict.status();
    String message = span.statusMessage().isEmpty() ? verdict.message() : span.statusMessage();
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        resource,
        span.name(),
        kind,
        span.startUnixNanos(),
        span.endUnixNanos(),
        status,
        message,
        withoutWhatTheSpanSays(attributes, kind != span.kind(), status, message, verdict.source()),
        span.events(),
        span.links(),
        span.scope());
  }

  /** By the tag of OpenTracing, which formats without kinds use. */
  private static SpanKind kind(Attributes attributes) {
    return switch (attributes.text().getOrDefault(KIND, "").toLowerCase(Locale.ROOT)) {
      case "internal" -> SpanKind.INTERNAL;
      case "server" -> SpanKind.SERVER;
      case "client" -> SpanKind.CLIENT;
      case "producer" -> SpanKind.PRODUCER;
      case "consumer" -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private static Attributes withoutWhatTheSpanSays(
      Attributes attributes,
      boolean kindTaken,
      StatusCode status,
      String message,
      String statusSource) {
    AttributeDraft draft = new AttributeDraft(attributes, SpanKind.UNSPECIFIED);
    if (kindTaken) {
      draft.remove(KIND);
    }
    if (draft.text("otel.status_code").equalsIgnoreCase(status.name())) {
      draft.remove("otel.status_code");
    }
    if (draft.text("otel.status_description").equals(message)) {
      draft.remove("otel.status_description");
    }
    if (status == StatusCode.ERROR && SpanVerdict.isPlain(draft.text("error"))) {
      draft.remove("error");
    }
    if (!statusSource.isEmpty()) {
      draft.put(Span.STATUS_SOURCE, statusSource);
    }
    return draft.build();
  }

  public LogRecord log(LogRecord log) {
    Resource resource = resource(log.resource());
    Attributes attributes = records.fold(log.attributes(), SpanKind.UNSPECIFIED);
    if (resource == log.resource() && attributes == log.attributes()) {
      return log;
    }
    return new LogRecord(
        log.unixNanos(),
        log.traceId(),
        log.spanId(),
        resource,
        log.severity(),
        log.severityNumber(),
        log.body(),
        attributes);
  }

  public MetricPoint metric(MetricPoint point) {
    Resource resource = resource(point.resource());
    Attributes attributes = records.fold(point.attributes(), side(point.name()));
    if (point.name().startsWith(POOL_METRICS)) {
      attributes = AttributeFolds.ofPools().fold(attributes, SpanKind.UNSPECIFIED);
    }
    if (resource == point.resource() && attributes == point.attributes()) {
      return point;
    }
    return new MetricPoint(
        point.name(),
        point.unit(),
        point.kind(),
        resource,
        attributes,
        point.startUnixNanos(),
        point.unixNanos(),
        point.value(),
        point.count(),
        point.distribution());
  }

  public ChangeEvent change(ChangeEvent change) {
    Resource resource = resource(change.resource());
    if (resource == change.resource()) {
      return change;
    }
    return new ChangeEvent(
        change.unixNanos(),
        change.endUnixNanos(),
        change.kind(),
        change.reason(),
        change.subject(),
        change.severity(),
        change.message(),
        change.source(),
        resource,
        change.attributes());
  }

  private Resource resource(Resource resource) {
    if (resource != lastRecorded) {
      Attributes attributes = ResourceNames.fold(resource.attributes());
      lastFolded = attributes == resource.attributes() ? resource : Resource.of(attributes);
      lastRecorded = resource;
    }
    return lastFolded;
  }

  private static SpanKind side(String metric) {
    return metric.startsWith("http.server.") || metric.startsWith("rpc.server.")
        ? SpanKind.SERVER
        : SpanKind.UNSPECIFIED;
  }
}
