package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.distributeddebug.telemetry.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Attributes as Tempo's blocks keep them: a column for each type, of which one has the value (since
 * version 4 a list of values); what fits none of them as OTLP's JSON. The values of events of
 * version 3 and its links are OTLP protobuf.
 */
final class TempoAttributes {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LINK = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private TempoAttributes() {}

  static void put(JsonNode list, Attributes.Builder attributes) {
    for (JsonNode attribute : list) {
      String key = attribute.path("Key").asText("");
      if (!key.isEmpty()) {
        put(key, attribute, attributes);
      }
    }
  }

  private static void put(String key, JsonNode attribute, Attributes.Builder attributes) {
    JsonNode value = attribute.path("Value");
    if (value.isBinary()) {
      ofProtobuf(key, value, attributes);
      return;
    }
    boolean array = attribute.path("IsArray").asBoolean(false);
    for (String column : new String[] {"Value", "ValueInt", "ValueDouble", "ValueBool"}) {
      JsonNode typed = attribute.path(column);
      boolean says = typed.isArray() ? !typed.isEmpty() : typed.isValueNode() && !typed.isNull();
      if (says) {
        JsonNode one = typed.isArray() && !array ? typed.get(0) : typed;
        FlatJson.put(attributes, key, FlatJson.scalar(one));
        return;
      }
    }
    String other =
        attribute.path("ValueUnsupported").asText(attribute.path("ValueDropped").asText(""));
    if (array) {
      attributes.put(key, "[]");
    } else if (!other.isEmpty() && !other.equals("null")) {
      attributes.put(key, ofJson(other));
    }
  }

  /** Older blocks have JSON there. */
  private static void ofProtobuf(String key, JsonNode value, Attributes.Builder attributes) {
    byte[] bytes = bytes(value);
    try {
      Attributes one =
          OtlpMessageValues.attributes(
              List.of(
                  KeyValue.newBuilder().setKey(key).setValue(AnyValue.parseFrom(bytes)).build()));
      one.text().forEach(attributes::put);
      one.numbers().forEach(attributes::put);
    } catch (IOException noProtobuf) {
      attributes.put(key, ofJson(new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  private static String ofJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return OtlpValues.anyText(parser);
    } catch (IOException noJson) {
      return text;
    }
  }

  /** A span whose links cannot be read says so and is kept. */
  static void links(JsonNode value, SpanDraft span) {
    HexFormat hex = HexFormat.of();
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes(value));
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == LINK) {
          Span.Link link = Span.Link.parseFrom(in.readByteArray());
          span.link(
              hex.formatHex(link.getTraceId().toByteArray()),
              hex.formatHex(link.getSpanId().toByteArray()),
              OtlpMessageValues.attributes(link.getAttributesList()));
        } else if (!in.skipField(tag)) {
          return;
        }
      }
    } catch (IOException broken) {
      span.attribute("tempo.links", "not readable");
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
