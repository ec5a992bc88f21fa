package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.distributeddebug.telemetry.Attributes;
import java.io.IOException;

/**
 * Tags, or the fields of a log, while they are read: a list of {@code {"key","type","value"}}, of
 * the protobuf model's {@code {"key","vType","vStr"}}, or a plain object. Values of type {@code
 * int64} and {@code float64} are numbers even where they are written as text; whole numbers beyond
 * what a double holds stay text. Of a key given twice the last value counts.
 */
final class JaegerTags {
  private static final int MOST_TAGS = 1024;

  private final Attributes.Builder tags = Attributes.builder();
  private int count;

  void read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      OtlpValues.object(parser, (p, key) -> put(key, OtlpValues.anyValue(p)));
    } else {
      OtlpValues.array(parser, this::tag);
    }
  }

  /** Tags as fields of an index, which have {@code @} where the key has a dot. */
  void readIndexed(JsonParser parser) throws IOException {
    OtlpValues.object(parser, (p, key) -> put(key.replace('@', '.'), OtlpValues.anyValue(p)));
  }

  Attributes build() {
    if (count > MOST_TAGS) {
      tags.put("dropped_attributes_count", count - MOST_TAGS);
    }
    return tags.build();
  }

  private void tag(JsonParser parser) throws IOException {
    String[] key = {""};
    boolean[] number = {false};
    Object[] value = {null};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "key" -> key[0] = OtlpValues.text(p);
            case "type", "vType", "v_type" -> number[0] = isNumber(OtlpValues.text(p));
            case "vInt64", "v_int64", "vFloat64", "v_float64" -> {
              number[0] = true;
              value[0] = OtlpValues.anyValue(p);
            }
            case "value", "vStr", "v_str", "vBool", "v_bool", "vBinary", "v_binary" ->
                value[0] = OtlpValues.anyValue(p);
            default -> p.skipChildren();
          }
        });
    boolean writtenAsText = number[0] && value[0] instanceof String;
    put(key[0], writtenAsText ? OtlpValues.numberOrText((String) value[0]) : value[0]);
  }

  private void put(String key, Object value) {
    if (key.isEmpty() || count++ >= MOST_TAGS) {
      return;
    }
    if (value instanceof Double number) {
      tags.put(key, number);
    } else {
      tags.put(key, value == null ? "" : value.toString());
    }
  }

  private static boolean isNumber(String type) {
    return switch (type) {
      case "int64", "float64", "INT64", "FLOAT64" -> true;
      default -> false;
    };
  }
}
