package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The small parts of OTLP JSON, as its many writers write them: numbers as text or numbers, camel
 * and snake case, plain JSON values where {@code AnyValue} is meant. A reader is called with the
 * parser on a value's first token and may leave it there: what it does not read is passed over.
 */
final class OtlpValues {
  /** Beyond it a double does not hold every whole number. */
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private static final int ALWAYS_EXACT_DIGITS = 15;
  private static final int MOST_ATTRIBUTES = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpValues() {}

  interface FieldReader {
    void read(JsonParser parser, String field) throws IOException;
  }

  interface ElementReader {
    void read(JsonParser parser) throws IOException;
  }

  /** False where the value is no object; then it has been passed over. */
  static boolean object(JsonParser parser, FieldReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      reader.read(parser, field);
      skipUnread(parser);
    }
    return true;
  }

  /** False where the value is no array; then it has been passed over. */
  static boolean array(JsonParser parser, ElementReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return parser.currentToken() == JsonToken.VALUE_NULL;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.read(parser);
      skipUnread(parser);
    }
    return true;
  }

  /** A value read as a tree leaves no token behind. */
  private static void skipUnread(JsonParser parser) throws IOException {
    if (parser.hasCurrentToken() && parser.currentToken().isStructStart()) {
      parser.skipChildren();
    }
  }

  /** Scalars as text, null as empty text. */
  static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : "";
  }

  /** A whole number; what lies beyond 64 bits becomes the nearest end of their range. */
  static long wholeNumber(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? nearest(parser.getDoubleValue())
              : parser.getLongValue();
      case VALUE_STRING -> wholeNumber(parser.getText());
      case VALUE_NUMBER_FLOAT -> nearest(parser.getDoubleValue());
      default -> 0;
    };
  }

  /** NaN where the value is no number. */
  static double number(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> number(parser.getText());
      default -> Double.NaN;
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  static Attributes attributes(JsonParser parser) throws IOException {
    Attributes.Builder attributes = Attributes.builder();
    int[] count = {0};
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(parser, (p, key) -> put(attributes, count, key, p));
    } else {
      array(parser, p -> keyValue(p, attributes, count));
    }
    if (count[0] > MOST_ATTRIBUTES) {
      attributes.put("dropped_attributes_count", count[0] - MOST_ATTRIBUTES);
    }
    return attributes.build();
  }

  /** A value as text: structured ones as JSON. */
  static String anyText(JsonParser parser) throws IOException {
    Object value = anyValue(parser);
    return value == null ? "" : value.toString();
  }

  private static void keyValue(JsonParser parser, Attributes.Builder attributes, int[] count)
      throws IOException {
    String[] key = {null};
    Object[] value = {""};
    object(
        parser,
        (p, field) -> {
          if (field.equals("key")) {
            key[0] = text(p);
          } else if (field.equals("value")) {
            value[0] = anyValue(p);
          }
        });
    if (key[0] != null && !key[0].isEmpty() && count[0]++ < MOST_ATTRIBUTES) {
      put(attributes, key[0], value[0]);
    }
  }

  private static void put(Attributes.Builder attributes, int[] count, String key, JsonParser parser)
      throws IOException {
    Object value = anyValue(parser);
    if (count[0]++ < MOST_ATTRIBUTES) {
      put(attributes, key, value);
    }
  }

  private static void put(Attributes.Builder attributes, String key, Object value) {
    if (value instanceof Double number) {
      attributes.put(key, number);
    } else {
      attributes.put(key, value == null ? "" : value.toString());
    }
  }

  /** Double where a double holds it exactly; else String; null where nothing is said. */
  static Object anyValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> typedValue(parser);
      case START_ARRAY -> json(parser);
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numberOrText(parser.getText());
      default -> parser.getText();
    };
  }

  private static Object typedValue(JsonParser parser) throws IOException {
    Object[] value = {null};
    object(
        parser,
        (p, type) -> {
          switch (type) {
            case "stringValue", "string_value", "boolValue", "bool_value" -> value[0] = text(p);
            case "bytesValue", "bytes_value" -> value[0] = text(p);
            case "intValue", "int_value", "doubleValue", "double_value" ->
                value[0] = numberOrText(text(p));
            case "arrayValue", "array_value" -> value[0] = json(p);
            case "kvlistValue", "kvlist_value" ->
                value[0] = JSON.writeValueAsString(keyed(nested(p)));
            default -> value[0] = p.currentToken().isScalarValue() ? text(p) : json(p);
          }
        });
    return value[0];
  }

  static Object numberOrText(String text) {
    if (isShortWhole(text)) {
      return (double) Long.parseLong(text);
    }
    try {
      double number = Double.parseDouble(text);
      boolean exact = Math.abs(number) < EXACT_IN_DOUBLE || !isWhole(text);
      return exact && Double.isFinite(number) ? (Object) number : text;
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  private static boolean isShortWhole(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return length > 0 && length <= ALWAYS_EXACT_DIGITS;
  }

  private static boolean isWhole(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }

  private static long wholeNumber(String text) throws IOException {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException notALong) {
      try {
        double number = Double.parseDouble(text);
        return Math.abs(number) < Long.MAX_VALUE
            ? new BigDecimal(text.trim()).longValue()
            : nearest(number);
      } catch (NumberFormatException notANumber) {
        throw new MalformedValueException("not a number where one is due");
      }
    }
  }

  /** Java's cast already takes the nearest long; NaN becomes 0. */
  private static long nearest(double number) {
    return (long) number;
  }

  private static String json(JsonParser parser) throws IOException {
    return JSON.writeValueAsString(nested(parser));
  }

  /** Nested values are rare and small, so they are objects for a moment, without wrappers. */
  private static Object nested(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        array(parser, p -> list.add(nested(p)));
        yield list;
      }
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        object(parser, (p, field) -> map.put(field, nested(p)));
        yield unwrapped(map);
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> parser.getText();
    };
  }

  private static Object unwrapped(Map<String, Object> map) {
    if (map.size() != 1) {
      return map;
    }
    Map.Entry<String, Object> only = map.entrySet().iterator().next();
    Object value = only.getValue();
    return switch (only.getKey()) {
      case "stringValue", "string_value", "boolValue", "bool_value", "doubleValue" -> value;
      case "double_value", "bytesValue", "bytes_value", "arrayValue", "array_value" -> value;
      case "intValue", "int_value" -> value instanceof String text ? wholeOrText(text) : value;
      case "kvlistValue", "kvlist_value" -> keyed(value);
      case "values" -> value;
      default -> map;
    };
  }

  private static Object wholeOrText(String text) {
    return isWhole(text) && text.length() < 20 && !text.endsWith("-") ? new BigInteger(text) : text;
  }

  private static Object keyed(Object values) {
    if (!(values instanceof List<?> list)) {
      return values;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object entry : list) {
      if (entry instanceof Map<?, ?> pair && pair.get("key") instanceof String key) {
        map.put(key, pair.get("value"));
      }
    }
    return map;
  }
}
