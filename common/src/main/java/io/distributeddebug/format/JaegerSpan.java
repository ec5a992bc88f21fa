package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A Jaeger span while it is read. Times are microseconds, or as protobuf's JSON writes them. The
 * parent is the last {@code CHILD_OF} reference into the span's own trace; every other reference is
 * a link. Ids that are no hex (as tests and house tools write) are hashed, so that equal ones stay
 * equal; zero ids are rejected. What the tags say: {@link JaegerSpanTags}.
 */
final class JaegerSpan {
  private static final long NANOS_PER_MICRO = 1_000;

  private String traceId = "";
  private String spanId = "";
  private String parentSpanId = "";
  private String name = "";
  private long start;
  private long duration;
  private String processId = "";
  private Resource process;
  private final JaegerTags tags = new JaegerTags();
  private final JaegerReferences references = new JaegerReferences();
  private final List<SpanEvent> events = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private String problem = "";

  static JaegerSpan read(JsonParser parser) throws IOException {
    JaegerSpan span = new JaegerSpan();
    boolean object =
        OtlpValues.object(
            parser,
            (p, field) -> {
              try {
                span.field(p, field);
              } catch (MalformedValueException malformed) {
                span.refuse(field + ": " + malformed.getMessage());
              }
            });
    if (!object) {
      span.refuse("not an object");
    }
    return span;
  }

  /** The first reason that is not empty counts. */
  void refuse(String reason) {
    problem = problem.isEmpty() ? reason : problem;
  }

  /** Whether the process stands in the span itself. */
  boolean hasProcess() {
    return process != null;
  }

  String processId() {
    return processId;
  }

  /**
   * To the records, as a span or a reject.
   *
   * @param traceIdAround of the trace object, for spans that don't repeat it
   */
  void give(PlacedRecords records, String traceIdAround, Resource processOfTrace) {
    String trace = Ids.traceIdOrHash(traceId.isEmpty() ? traceIdAround : traceId).orElse("");
    String span = Ids.spanIdOrHash(spanId).orElse("");
    String reason =
        !problem.isEmpty()
            ? problem
            : trace.isEmpty() ? "no usable trace id" : span.isEmpty() ? "no usable span id" : "";
    if (!reason.isEmpty()) {
      records.reject(
          reason, "traceID %s, spanID %s, operationName %s".formatted(traceId, spanId, name));
      return;
    }
    JaegerSpanTags said = JaegerSpanTags.of(tags.build(), warnings);
    JaegerReferences.Resolved resolved = references.resolve(trace, parentSpanId);
    records.span(
        new Span(
            trace,
            span,
            resolved.parentSpanId(),
            said.traceState(),
            process == null ? processOfTrace : process,
            name,
            SpanKind.UNSPECIFIED,
            start,
            start + duration,
            StatusCode.UNSET,
            "",
            said.attributes(),
            events,
            resolved.links(),
            said.scope()));
  }

  void field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "traceID", "traceId", "trace_id" -> traceId = OtlpValues.text(parser);
      case "spanID", "spanId", "span_id" -> spanId = OtlpValues.text(parser);
      case "parentSpanID" -> parentSpanId = OtlpValues.text(parser);
      case "operationName", "operation_name" -> name = OtlpValues.text(parser);
      case "references" -> references.read(parser);
      case "startTime", "start_time" -> start = time(parser);
      case "duration" -> duration = duration(parser);
      case "tags" -> tags.read(parser);
      case "tag" -> tags.readIndexed(parser);
      case "logs" -> OtlpValues.array(parser, this::log);
      case "processID", "processId", "process_id" -> processId = OtlpValues.text(parser);
      case "process" -> {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          process = JaegerProcess.read(parser);
        }
      }
      case "warnings" -> OtlpValues.array(parser, p -> warnings.add(OtlpValues.text(p)));
      default -> parser.skipChildren();
    }
  }

  private void log(JsonParser parser) throws IOException {
    events.add(JaegerLog.read(parser));
  }

  /** Microseconds since the epoch, or a date. */
  static long time(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().indexOf('T') > 0) {
      return TimeText.ISO
          .nanos(parser.getText())
          .orElseThrow(() -> new MalformedValueException("not a time"));
    }
    return micros(OtlpValues.wholeNumber(parser));
  }

  /** Microseconds, or with its unit, as {@code 5000ns} and {@code 0.000005s}. */
  private static long duration(JsonParser parser) throws IOException {
    String text = OtlpValues.text(parser);
    if (!text.endsWith("s")) {
      return micros(OtlpValues.wholeNumber(parser));
    }
    boolean nanos = text.endsWith("ns");
    return (nanos ? TimeText.NS : TimeText.S)
        .nanos(text.substring(0, text.length() - (nanos ? 2 : 1)))
        .orElseThrow(() -> new MalformedValueException("not a duration"));
  }

  private static long micros(long micros) throws MalformedValueException {
    if (Math.abs(micros) > Long.MAX_VALUE / NANOS_PER_MICRO) {
      throw new MalformedValueException("beyond what 64 bits hold in nanoseconds");
    }
    return micros * NANOS_PER_MICRO;
  }
}
