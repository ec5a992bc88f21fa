package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object as fields by their dotted paths, in their order: numbers as Double where a double
 * holds them exactly, everything else as text, arrays as JSON. Null says nothing and is left out.
 */
final class FlatJson {
  private static final int MOST_FIELDS = 1024;
  private static final int DEEPEST = 20;
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final boolean unwrapsLists;
  private int dropped;

  private FlatJson(boolean unwrapsLists) {
    this.unwrapsLists = unwrapsLists;
  }

  static Map<String, Object> of(JsonNode object) {
    return new FlatJson(false).read(object);
  }

  /** As {@link #of}, a list of one element read as that element: search answers' {@code fields}. */
  static Map<String, Object> ofFields(JsonNode object) {
    return new FlatJson(true).read(object);
  }

  /** The fields as attributes. */
  static Attributes attributes(Map<String, Object> fields) {
    Attributes.Builder attributes = Attributes.builder();
    fields.forEach((key, value) -> put(attributes, key, value));
    return attributes.build();
  }

  static void put(Attributes.Builder attributes, String key, Object value) {
    if (value instanceof Double number) {
      attributes.put(key, number);
    } else {
      attributes.put(key, value.toString());
    }
  }

  private Map<String, Object> read(JsonNode object) {
    add("", object, 0);
    if (dropped > 0) {
      fields.put("dropped_attributes_count", (double) dropped);
    }
    return fields;
  }

  private void add(String path, JsonNode value, int depth) {
    if (value.isObject() && depth < DEEPEST) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        add(
            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
            entry.getValue(),
            depth + 1);
      }
    } else if (unwrapsLists && value.isArray() && value.size() == 1) {
      add(path, value.get(0), depth);
    } else if (!value.isNull()) {
      if (fields.size() < MOST_FIELDS) {
        fields.put(path, scalar(value));
      } else {
        dropped++;
      }
    }
  }

  static Object scalar(JsonNode value) {
    if (value.isNumber()) {
      double number = value.doubleValue();
      boolean exact = !value.isIntegralNumber() || Math.abs(number) < EXACT_IN_DOUBLE;
      return exact && Double.isFinite(number) ? (Object) number : value.asText();
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
