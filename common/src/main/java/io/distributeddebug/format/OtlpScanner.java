package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one line of OTLP JSON with spans straight from its bytes, as {@link OtlpRequest} does with
 * a parser but three times as fast. It knows the form in which the collector and SDKs write; a line
 * that holds anything else is refused whole, which is no judgement of it: {@link OtlpRequest} then
 * reads it. What both read is the same, field by field.
 */
final class OtlpScanner {
  private static final int MOST_ATTRIBUTES = 1024;
  private static final byte[] KEY = ascii("{\"key\":");
  private static final byte[] VALUE = ascii(",\"value\":{\"stringValue\":");
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private final JsonFactory thorough;
  private final JsonBytes json = new JsonBytes(new TextPool());
  private final List<Span> spans = new ArrayList<>();
  private byte[] line = new byte[0];

  /**
   * @param thorough for values with parts, which are seldom
   */
  OtlpScanner(JsonFactory thorough) {
    this.thorough = thorough;
  }

  /** Whether the line was read; its records are in {@link #spans} until the next call. */
  boolean read(byte[] bytes, int length) {
    spans.clear();
    line = bytes;
    json.reset(bytes, length);
    try {
      request();
      return json.isAtEnd();
    } catch (RefusedException refused) {
      return false;
    }
  }

  /** In the order of the line. */
  List<Span> spans() {
    return spans;
  }

  private void request() throws RefusedException {
    json.expect('{');
    do {
      if (!json.key().equals("resourceSpans")) {
        throw new RefusedException();
      }
      json.expect('[');
      if (!json.skip(']')) {
        do {
          block();
        } while (json.another(']'));
      }
    } while (json.another('}'));
  }

  /** Records are made as they come: what describes them must come first. */
  private void block() throws RefusedException {
    OtlpRequest.Block block = new OtlpRequest.Block();
    boolean described = false;
    json.expect('{');
    if (json.skip('}')) {
      return;
    }
    do {
      switch (json.key()) {
        case "resource" -> {
          if (described) {
            throw new RefusedException();
          }
          described = true;
          block.resource = resource();
        }
        case "scopeSpans" -> {
          described = true;
          json.expect('[');
          if (!json.skip(']')) {
            do {
              scope(block);
            } while (json.another(']'));
          }
        }
        case "schemaUrl" -> json.skipValue();
        default -> throw new RefusedException();
      }
    } while (json.another('}'));
  }

  private Resource resource() throws RefusedException {
    Resource resource = Resource.UNKNOWN;
    json.expect('{');
    if (json.skip('}')) {
      return resource;
    }
    do {
      if (json.key().equals("attributes")) {
        resource = Resource.of(attributes());
      } else {
        json.skipValue();
      }
    } while (json.another('}'));
    return resource;
  }

  private void scope(OtlpRequest.Block block) throws RefusedException {
    OtlpRequest.Scope scope = new OtlpRequest.Scope(block);
    boolean described = false;
    json.expect('{');
    if (json.skip('}')) {
      return;
    }
    do {
      switch (json.key()) {
        case "scope" -> {
          if (described) {
            throw new RefusedException();
          }
          described = true;
          describe(scope);
        }
        case "spans" -> {
          described = true;
          json.expect('[');
          if (!json.skip(']')) {
            do {
              span(scope);
            } while (json.another(']'));
          }
        }
        case "schemaUrl" -> json.skipValue();
        default -> throw new RefusedException();
      }
    } while (json.another('}'));
  }

  private void describe(OtlpRequest.Scope scope) throws RefusedException {
    json.expect('{');
    if (json.skip('}')) {
      return;
    }
    do {
      switch (json.key()) {
        case "name" -> scope.name = json.text();
        case "version" -> {
          String version = json.text();
          if (!version.isEmpty()) {
            scope.attributes = Attributes.builder().put("otel.scope.version", version).build();
          } else if (!scope.attributes.isEmpty()) {
            throw new RefusedException();
          }
        }
        case "attributes" -> throw new RefusedException();
        default -> json.skipValue();
      }
    } while (json.another('}'));
  }

  private void span(OtlpRequest.Scope scope) throws RefusedException {
    String traceId = "";
    String spanId = "";
    String parentSpanId = "";
    String traceState = "";
    String name = "";
    SpanKind kind = SpanKind.UNSPECIFIED;
    long start = 0;
    long end = 0;
    Status status = Status.UNSET;
    Attributes attributes = Attributes.EMPTY;
    List<SpanEvent> events = List.of();
    List<SpanLink> links = List.of();
    json.expect('{');
    if (json.skip('}')) {
      throw new RefusedException();
    }
    do {
      String key = json.key();
      switch (key) {
        case "traceId" -> traceId = json.id(TRACE_DIGITS, OtlpScanner::traceId);
        case "spanId" -> spanId = json.id(SPAN_DIGITS, OtlpScanner::spanId);
        case "parentSpanId" -> parentSpanId = json.id(SPAN_DIGITS, OtlpScanner::parent);
        case "traceState" -> traceState = json.text();
        case "name" -> name = json.text();
        case "kind" -> kind = kind();
        case "startTimeUnixNano" -> start = json.wholeNumber();
        case "endTimeUnixNano" -> end = json.wholeNumber();
        case "attributes" -> attributes = attributes();
        case "events" -> events = events();
        case "links" -> links = links();
        case "status" -> status = status(status);
        default -> skipOther(key);
      }
    } while (json.another('}'));
    if (traceId.isEmpty() || spanId.isEmpty()) {
      throw new RefusedException();
    }
    spans.add(
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
            status.code,
            status.message,
            scope.describe(attributes, false),
            events,
            links,
            scope.name));
  }

  private static String traceId(String text) throws RefusedException {
    return Ids.traceId(text).orElseThrow(RefusedException::new);
  }

  private static String spanId(String text) throws RefusedException {
    return Ids.spanId(text).orElseThrow(RefusedException::new);
  }

  private static String parent(String text) throws RefusedException {
    return text.isEmpty() || text.chars().allMatch(c -> c == '0') ? "" : spanId(text);
  }

  private SpanKind kind() throws RefusedException {
    return json.peek() == '"' ? OtlpSpan.kind(json.text()) : OtlpSpan.kind(json.wholeNumber());
  }

  private record Status(StatusCode code, String message) {
    static final Status UNSET = new Status(StatusCode.UNSET, "");
  }

  /** Of a status given twice each field's last value counts. */
  private Status status(Status before) throws RefusedException {
    StatusCode code = before.code;
    String message = before.message;
    json.expect('{');
    if (json.skip('}')) {
      return before;
    }
    do {
      switch (json.key()) {
        case "code" ->
            code =
                json.peek() == '"'
                    ? OtlpSpan.status(json.text())
                    : OtlpSpan.status(json.wholeNumber());
        case "message" -> message = json.text();
        default -> json.skipValue();
      }
    } while (json.another('}'));
    return new Status(code, message);
  }

  private List<SpanEvent> events() throws RefusedException {
    json.expect('[');
    if (json.skip(']')) {
      return List.of();
    }
    List<SpanEvent> events = new ArrayList<>();
    do {
      long time = 0;
      String name = "";
      Attributes attributes = Attributes.EMPTY;
      json.expect('{');
      if (!json.skip('}')) {
        do {
          String key = json.key();
          switch (key) {
            case "timeUnixNano" -> time = json.wholeNumber();
            case "name" -> name = json.text();
            case "attributes" -> attributes = attributes();
            default -> skipOther(key);
          }
        } while (json.another('}'));
      }
      events.add(new SpanEvent(time, name, attributes));
    } while (json.another(']'));
    return events;
  }

  private List<SpanLink> links() throws RefusedException {
    json.expect('[');
    if (json.skip(']')) {
      return List.of();
    }
    List<SpanLink> links = new ArrayList<>();
    do {
      String traceId = "";
      String spanId = "";
      Attributes attributes = Attributes.EMPTY;
      json.expect('{');
      if (!json.skip('}')) {
        do {
          String key = json.key();
          switch (key) {
            case "traceId" -> traceId = json.id(TRACE_DIGITS, OtlpScanner::traceId);
            case "spanId" -> spanId = json.id(SPAN_DIGITS, OtlpScanner::spanId);
            case "attributes" -> attributes = attributes();
            default -> skipOther(key);
          }
        } while (json.another('}'));
      }
      if (!traceId.isEmpty() && !spanId.isEmpty()) {
        links.add(new SpanLink(traceId, spanId, attributes));
      }
    } while (json.another(']'));
    return links;
  }

  /** A field that no reader takes; one in snake case may be one that the thorough way does. */
  private void skipOther(String key) throws RefusedException {
    if (key.indexOf('_') >= 0) {
      throw new RefusedException();
    }
    json.skipValue();
  }

  private Attributes attributes() throws RefusedException {
    json.expect('[');
    if (json.skip(']')) {
      return Attributes.EMPTY;
    }
    Attributes.Builder attributes = Attributes.builder();
    int count = 0;
    do {
      count += attribute(attributes) ? 1 : 0;
      if (count > MOST_ATTRIBUTES) {
        throw new RefusedException();
      }
    } while (json.another(']'));
    return attributes.build();
  }

  /**
   * As collectors write it, without a blank; or else key and value in this order. False where it
   * has no key, by which it could be kept.
   */
  private boolean attribute(Attributes.Builder attributes) throws RefusedException {
    json.peek();
    if (!json.skip(KEY)) {
      json.expect('{');
      if (!json.key().equals("key")) {
        throw new RefusedException();
      }
    }
    String key = json.text();
    Object value;
    if (json.skip(VALUE)) {
      value = json.text();
      json.expect('}');
    } else {
      json.expect(',');
      if (!json.key().equals("value")) {
        throw new RefusedException();
      }
      value = value();
    }
    json.expect('}');
    if (key.isEmpty()) {
      return false;
    }
    if (value instanceof Double number) {
      attributes.put(key, number);
    } else {
      attributes.put(key, value.toString());
    }
    return true;
  }

  /** A String or a Double. */
  private Object value() throws RefusedException {
    json.peek();
    int from = json.position();
    json.expect('{');
    if (json.skip('}')) {
      return "";
    }
    Object value;
    switch (json.key()) {
      case "stringValue" -> value = json.text();
      case "intValue", "doubleValue" ->
          value = OtlpValues.numberOrText(json.peek() == '"' ? json.text() : json.number());
      case "boolValue" -> value = bool();
      default -> {
        json.goTo(from);
        json.skipValue();
        return thorough(from, json.position());
      }
    }
    json.expect('}');
    return value;
  }

  private String bool() throws RefusedException {
    String word = json.peek() == 't' ? "true" : "false";
    json.literal(word);
    return word;
  }

  private Object thorough(int from, int to) throws RefusedException {
    try (JsonParser parser = thorough.createParser(line, from, to - from)) {
      parser.nextToken();
      Object value = OtlpValues.anyValue(parser);
      return value == null ? "" : value;
    } catch (IOException notForUs) {
      throw new RefusedException();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
