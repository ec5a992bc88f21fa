package io.distributeddebug.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The records of one resource of an OTLP protobuf request, equal to those of the same in JSON. */
final class OtlpMessages {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] STATUS_CODES = StatusCode.values();
  private static final HexFormat HEX = HexFormat.of();

  private final PlacedRecords records;
  private final OtlpRequest.Block block = new OtlpRequest.Block();

  private OtlpMessages(PlacedRecords records) {
    this.records = records;
  }

  /** Reads a {@code ResourceSpans}, {@code ResourceLogs} or {@code ResourceMetrics}. */
  static void read(byte[] resource, PlacedRecords records) throws InvalidProtocolBufferException {
    OtlpMessages reader = new OtlpMessages(records);
    switch (signal(resource)) {
      case SPANS -> reader.spans(ResourceSpans.parseFrom(resource));
      case LOGS -> reader.logs(ResourceLogs.parseFrom(resource));
      case METRICS -> reader.metrics(ResourceMetrics.parseFrom(resource));
      case NONE -> {}
    }
  }

  private static OtlpWire.Signal signal(byte[] resource) throws InvalidProtocolBufferException {
    try {
      return OtlpWire.signal(resource);
    } catch (InvalidProtocolBufferException broken) {
      throw broken;
    } catch (IOException broken) {
      throw new InvalidProtocolBufferException(broken);
    }
  }

  private void spans(ResourceSpans message) {
    block.resource =
        Resource.of(OtlpMessageValues.attributes(message.getResource().getAttributesList()));
    for (ScopeSpans spans : message.getScopeSpansList()) {
      OtlpRequest.Scope scope = scope(spans.getScope());
      spans.getSpansList().forEach(span -> span(span, scope));
    }
  }

  private void logs(ResourceLogs message) {
    block.resource =
        Resource.of(OtlpMessageValues.attributes(message.getResource().getAttributesList()));
    for (ScopeLogs logs : message.getScopeLogsList()) {
      OtlpRequest.Scope scope = scope(logs.getScope());
      logs.getLogRecordsList().forEach(log -> log(log, scope));
    }
  }

  private void metrics(ResourceMetrics message) {
    block.resource =
        Resource.of(OtlpMessageValues.attributes(message.getResource().getAttributesList()));
    for (ScopeMetrics metrics : message.getScopeMetricsList()) {
      OtlpRequest.Scope scope = scope(metrics.getScope());
      for (Metric metric : metrics.getMetricsList()) {
        new OtlpMessagePoints(metric, scope, records).read();
      }
    }
  }

  private OtlpRequest.Scope scope(InstrumentationScope message) {
    OtlpRequest.Scope scope = new OtlpRequest.Scope(block);
    scope.name = message.getName();
    scope.attributes = OtlpMessageValues.scope(message.getVersion(), message.getAttributesList());
    return scope;
  }

  private void span(io.opentelemetry.proto.trace.v1.Span span, OtlpRequest.Scope scope) {
    Optional<String> trace = traceId(span.getTraceId());
    Optional<String> id = spanId(span.getSpanId());
    Optional<String> parent = parent(span.getParentSpanId());
    if (trace.isEmpty() || id.isEmpty() || parent.isEmpty()) {
      records.reject(
          "no usable "
              + (trace.isEmpty() ? "trace id" : id.isEmpty() ? "span id" : "parent span id"),
          "trace_id %s, span_id %s, name %s"
              .formatted(hex(span.getTraceId()), hex(span.getSpanId()), span.getName()));
      return;
    }
    List<SpanEvent> events = new ArrayList<>(span.getEventsCount());
    for (io.opentelemetry.proto.trace.v1.Span.Event event : span.getEventsList()) {
      events.add(
          new SpanEvent(
              time(event.getTimeUnixNano()),
              event.getName(),
              OtlpMessageValues.attributes(event.getAttributesList())));
    }
    int kind = span.getKindValue();
    int status = span.getStatus().getCodeValue();
    records.span(
        new Span(
            trace.get(),
            id.get(),
            parent.get(),
            span.getTraceState(),
            block.resource,
            span.getName(),
            kind >= 0 && kind < KINDS.length ? KINDS[kind] : SpanKind.UNSPECIFIED,
            time(span.getStartTimeUnixNano()),
            time(span.getEndTimeUnixNano()),
            status >= 0 && status < STATUS_CODES.length ? STATUS_CODES[status] : StatusCode.UNSET,
            span.getStatus().getMessage(),
            scope.describe(OtlpMessageValues.attributes(span.getAttributesList()), false),
            events,
            links(span),
            scope.name));
  }

  private static List<SpanLink> links(io.opentelemetry.proto.trace.v1.Span span) {
    List<SpanLink> links = new ArrayList<>(span.getLinksCount());
    for (io.opentelemetry.proto.trace.v1.Span.Link link : span.getLinksList()) {
      Optional<String> trace = traceId(link.getTraceId());
      Optional<String> id = spanId(link.getSpanId());
      if (trace.isPresent() && id.isPresent()) {
        links.add(
            new SpanLink(
                trace.get(), id.get(), OtlpMessageValues.attributes(link.getAttributesList())));
      }
    }
    return links;
  }

  private void log(io.opentelemetry.proto.logs.v1.LogRecord log, OtlpRequest.Scope scope) {
    String trace = traceId(log.getTraceId()).orElse("");
    int given = log.getSeverityNumberValue();
    int number = given >= 1 && given <= 24 ? given : Severities.number(log.getSeverityText());
    long time = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
    records.log(
        new LogRecord(
            time(time),
            trace,
            trace.isEmpty() ? "" : spanId(log.getSpanId()).orElse(""),
            block.resource,
            number > 0 ? Severities.name(number) : log.getSeverityText().toUpperCase(Locale.ROOT),
            number,
            OtlpMessageValues.text(log.getBody()),
            scope.describe(
                OtlpMessageValues.withEventName(
                    log.getEventName(), OtlpMessageValues.attributes(log.getAttributesList())),
                true)));
  }

  /** Empty text for a root; no value where there is a parent that cannot be found. */
  private static Optional<String> parent(ByteString id) {
    String hex = hex(id);
    return hex.chars().allMatch(c -> c == '0') ? Optional.of("") : Ids.spanId(hex);
  }

  private static Optional<String> traceId(ByteString id) {
    return Ids.traceId(hex(id));
  }

  private static Optional<String> spanId(ByteString id) {
    return Ids.spanId(hex(id));
  }

  private static String hex(ByteString id) {
    return HEX.formatHex(id.toByteArray());
  }

  /** Unsigned on the wire; what lies beyond our range becomes its end. */
  static long time(long fixed64) {
    return fixed64 < 0 ? Long.MAX_VALUE : fixed64;
  }
}
