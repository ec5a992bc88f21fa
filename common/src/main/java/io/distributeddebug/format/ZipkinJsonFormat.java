package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;

/**
 * Zipkin's spans as JSON of version 2 or 1: lists, lists of traces as its query API answers, and
 * spans one a line. Each span is decoded by Zipkin's own codec, which splits the shared spans of
 * version 1 into their client's and their server's side. How a span is read: {@link ZipkinSpan}.
 */
final class ZipkinJsonFormat implements TelemetryFormat {
  private static final List<String> PLACES = List.of("[].", "[][].", "");
  private static final List<String> OWN_FIELDS =
      List.of(
          "localEndpoint",
          "remoteEndpoint",
          "annotations",
          "binaryAnnotations",
          "parentId",
          "kind");
  private static final List<String> OTHERS_FIELDS =
      List.of("spanId", "spanID", "message", "msg", "level", "severity", "body", "log");

  private final JsonDocuments documents;

  ZipkinJsonFormat(Limits limits) {
    this.documents = new JsonDocuments(limits);
  }

  @Override
  public String name() {
    return "zipkin-json";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    for (String at : PLACES) {
      boolean own =
          shape.has(at + "traceId", at + "id")
              && OWN_FIELDS.stream().anyMatch(field -> shape.has(at + field))
              && OTHERS_FIELDS.stream().noneMatch(field -> shape.has(at + field));
      if (own) {
        return Recognition.YES;
      }
    }
    return Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    documents.read(in, sink, this::readValue);
  }

  private void readValue(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> readValue(p, records));
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      decode(copy(parser), records);
    } else {
      throw new MalformedValueException("not a Zipkin span");
    }
  }

  /** One span as JSON of its own, its ids in lower case, as the codec knows no other. */
  private String copy(JsonParser parser) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (JsonGenerator json = documents.factory().createGenerator(copy)) {
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        json.writeFieldName(field);
        boolean id = field.equals("traceId") || field.equals("id") || field.equals("parentId");
        if (id && value == JsonToken.VALUE_STRING) {
          json.writeString(parser.getText().toLowerCase(Locale.ROOT));
        } else {
          json.copyCurrentStructure(parser);
        }
      }
      json.writeEndObject();
    }
    return copy.toString(StandardCharsets.UTF_8);
  }

  private static void decode(String json, PlacedRecords records) {
    List<Span> spans = new ArrayList<>();
    try {
      SpanBytesDecoder decoder =
          isVersion1(json) ? SpanBytesDecoder.JSON_V1 : SpanBytesDecoder.JSON_V2;
      decoder.decodeList(("[" + json + "]").getBytes(StandardCharsets.UTF_8), spans);
    } catch (IllegalArgumentException refused) {
      records.reject(ZipkinSpan.reason(refused), json);
      return;
    }
    spans.forEach(span -> records.span(ZipkinSpan.read(span)));
  }

  /** Only version 1 tells who annotated. The copied JSON has no blanks between its tokens. */
  private static boolean isVersion1(String json) {
    return json.contains("\"binaryAnnotations\":") || json.contains("\"endpoint\":{");
  }
}
