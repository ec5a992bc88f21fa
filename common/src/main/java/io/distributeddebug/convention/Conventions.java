package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;

/**
 * Records as if all had been written by OpenTelemetry's stable conventions. Of one reader's records
 * in their order, as it remembers the last resource; not for several threads.
 */
@SuppressWarnings("ReferenceEquality") // what is not changed is the same object
public final class Conventions {
  private static final String POOL_METRICS = "db.client.connections.";

  private final AttributeFolds records = AttributeFolds.ofRecords();
  private final AttributeFolds resources = AttributeFolds.ofResources();
  private Resource lastRecorded = Resource.UNKNOWN;
  private Resource lastFolded = Resource.UNKNOWN;

  public Span span(Span span) {
    Resource resource = resource(span.resource());
    Attributes attributes = records.fold(span.attributes(), span.kind());
    if (resource == span.resource() && attributes == span.attributes()) {
      return span;
    }
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        resource,
        span.name(),
        span.kind(),
        span.startUnixNanos(),
        span.endUnixNanos(),
        span.status(),
        span.statusMessage(),
        attributes,
        span.events(),
        span.links(),
        span.scope());
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
      Attributes attributes = resources.fold(resource.attributes(), SpanKind.UNSPECIFIED);
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
