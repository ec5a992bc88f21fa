package io.distributeddebug.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A JSON object under construction that takes the report's types, each in its one form. */
record JsonTree(ObjectNode node) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  static JsonTree object(JsonMapper mapper) {
    return new JsonTree(mapper.createObjectNode());
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  JsonTree child(String key) {
    return new JsonTree(node.putObject(VisibleText.wellFormed(key)));
  }

  JsonTree put(String key, String value) {
    node.put(VisibleText.wellFormed(key), VisibleText.wellFormed(value));
    return this;
  }

  JsonTree put(String key, Optional<String> value) {
    node.put(key, value.map(VisibleText::wellFormed).orElse(null));
    return this;
  }

  JsonTree put(String key, long value) {
    node.put(VisibleText.wellFormed(key), value);
    return this;
  }

  JsonTree put(String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
    return this;
  }

  JsonTree putNull(String key) {
    node.putNull(key);
    return this;
  }

  JsonTree putName(String key, Enum<?> value) {
    node.put(key, name(value));
    return this;
  }

  JsonTree putTime(String key, Instant value) {
    node.put(key, TIME.format(value));
    return this;
  }

  JsonTree putTexts(String key, List<String> values) {
    ArrayNode array = node.putArray(key);
    values.forEach(value -> array.add(VisibleText.wellFormed(value)));
    return this;
  }

  <T> JsonTree putAll(String key, List<T> values, BiConsumer<JsonTree, T> write) {
    ArrayNode array = node.putArray(key);
    values.forEach(value -> write.accept(new JsonTree(array.addObject()), value));
    return this;
  }
}
