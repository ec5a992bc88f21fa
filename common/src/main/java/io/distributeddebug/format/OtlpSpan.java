package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A span of an OTLP request while it is read. */
final class OtlpSpan extends OtlpRecord {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] STATUS_CODES = StatusCode.values();

  private final OtlpRequest.Scope scope;
  private String traceId = "";
  private String spanId = "";
  private String parentSpanId = "";
  private String traceState = "";
  private String name = "";
  private SpanKind kind = SpanKind.UNSPECIFIED;
  private long start;
  private long end;
  private StatusCode status = StatusCode.UNSET;
  private String statusMessage = "";
  private Attributes attributes = Attributes.EMPTY;
  private List<SpanEvent> events = List.of();
  private List<SpanLink> links = List.of();

  private OtlpSpan(OtlpRequest.Scope scope) {
    this.scope = scope;
  }

  static OtlpSpan read(JsonParser parser, OtlpRequest.Scope scope) throws IOException {
    OtlpSpan span = new OtlpSpan(scope);
    span.readObject(parser);
    if (span.traceId.isEmpty()) {
      span.refuse("no usable trace id");
    } else if (span.spanId.isEmpty()) {
      span.refuse("no usable span id");
    }
    return span;
  }

  @Override
  public void give(TelemetrySink sink, long position) {
    sink.span(
        new Span(
            traceId,
            spanId,
            parentSpanId,
            traceState,
            scope.block.resource,
            name,
            kind,
            start,
            end,
            status,
            statusMessage,
            scope.describe(attributes, false),
            events,
            links,
            scope.name),
        position);
  }

  @Override
  void field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "traceId", "trace_id" -> traceId = Ids.traceId(OtlpValues.text(parser)).orElse("");
      case "spanId", "span_id" -> spanId = Ids.spanId(OtlpValues.text(parser)).orElse("");
      case "parentSpanId", "parent_span_id" -> parentSpanId = parent(OtlpValues.text(parser));
      case "traceState", "trace_state" -> traceState = OtlpValues.text(parser);
      case "name" -> name = OtlpValues.text(parser);
      case "kind" -> kind = kind(parser);
      case "startTimeUnixNano", "start_time_unix_nano" -> start = OtlpValues.wholeNumber(parser);
      case "endTimeUnixNano", "end_time_unix_nano" -> end = OtlpValues.wholeNumber(parser);
      case "attributes" -> attributes = OtlpValues.attributes(parser);
      case "events" -> {
        events = new ArrayList<>();
        OtlpValues.array(parser, p -> events.add(event(p)));
      }
      case "links" -> {
        links = new ArrayList<>();
        OtlpValues.array(parser, this::link);
      }
      case "status" -> OtlpValues.object(parser, this::statusField);
      default -> parser.skipChildren();
    }
  }

  /** A parent that is no id means the span has one that cannot be found: never a root. */
  private String parent(String text) {
    if (text.isEmpty() || text.chars().allMatch(c -> c == '0')) {
      return "";
    }
    String parent = Ids.spanId(text).orElse("");
    if (parent.isEmpty()) {
      refuse("no usable parent span id");
    }
    return parent;
  }

  private void statusField(JsonParser parser, String field) throws IOException {
    if (field.equals("code")) {
      status = status(parser);
    } else if (field.equals("message")) {
      statusMessage = OtlpValues.text(parser);
    }
  }

  private static SpanEvent event(JsonParser parser) throws IOException {
    long[] time = {0};
    String[] name = {""};
    Attributes[] attributes = {Attributes.EMPTY};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "timeUnixNano", "time_unix_nano" -> time[0] = OtlpValues.wholeNumber(p);
            case "name" -> name[0] = OtlpValues.text(p);
            case "attributes" -> attributes[0] = OtlpValues.attributes(p);
            default -> p.skipChildren();
          }
        });
    return new SpanEvent(time[0], name[0], attributes[0]);
  }

  /** A link to nothing tells nothing and is left out. */
  private void link(JsonParser parser) throws IOException {
    String[] ids = {"", ""};
    Attributes[] attributes = {Attributes.EMPTY};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "traceId", "trace_id" -> ids[0] = Ids.traceId(OtlpValues.text(p)).orElse("");
            case "spanId", "span_id" -> ids[1] = Ids.spanId(OtlpValues.text(p)).orElse("");
            case "attributes" -> attributes[0] = OtlpValues.attributes(p);
            default -> p.skipChildren();
          }
        });
    if (!ids[0].isEmpty() && !ids[1].isEmpty()) {
      links.add(new SpanLink(ids[0], ids[1], attributes[0]));
    }
  }

  private static SpanKind kind(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? kind(parser.getText())
        : kind(OtlpValues.wholeNumber(parser));
  }

  static SpanKind kind(String name) {
    return switch (name) {
      case "SPAN_KIND_INTERNAL", "1" -> SpanKind.INTERNAL;
      case "SPAN_KIND_SERVER", "2" -> SpanKind.SERVER;
      case "SPAN_KIND_CLIENT", "3" -> SpanKind.CLIENT;
      case "SPAN_KIND_PRODUCER", "4" -> SpanKind.PRODUCER;
      case "SPAN_KIND_CONSUMER", "5" -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  static SpanKind kind(long number) {
    return number >= 0 && number < KINDS.length ? KINDS[(int) number] : SpanKind.UNSPECIFIED;
  }

  private static StatusCode status(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? status(parser.getText())
        : status(OtlpValues.wholeNumber(parser));
  }

  static StatusCode status(String name) {
    return switch (name) {
      case "STATUS_CODE_OK", "1" -> StatusCode.OK;
      case "STATUS_CODE_ERROR", "2" -> StatusCode.ERROR;
      default -> StatusCode.UNSET;
    };
  }

  static StatusCode status(long number) {
    return number >= 0 && number < STATUS_CODES.length
        ? STATUS_CODES[(int) number]
        : StatusCode.UNSET;
  }
}
