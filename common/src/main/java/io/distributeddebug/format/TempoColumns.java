package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which attributes a Tempo block keeps in columns of their own, {@code String01} and so on, by the
 * list in its {@code meta.json}: of each scope and type the first is in the first column. Without
 * it such an attribute is named after its column, {@code tempo.span.String01}.
 */
final class TempoColumns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> attributeByColumn;

  private TempoColumns(Map<String, String> attributeByColumn) {
    this.attributeByColumn = attributeByColumn;
  }

  static TempoColumns of(Optional<String> meta) {
    Map<String, String> names = new HashMap<>();
    Map<String, Integer> count = new HashMap<>();
    for (JsonNode column : listed(meta)) {
      String scope = text(column, "s", "scope", "span");
      String type = text(column, "t", "type", "string").toLowerCase(Locale.ROOT);
      String kind = type.startsWith("int") ? "Int" : "String";
      int number = count.merge(scope + kind, 1, Integer::sum);
      names.put("%s.%s%02d".formatted(scope, kind, number), text(column, "n", "name", "unnamed"));
    }
    return new TempoColumns(names);
  }

  /**
   * @param scope {@code resource}, {@code span} or {@code event}
   */
  void put(String scope, JsonNode columns, Attributes.Builder attributes) {
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      JsonNode value = column.getValue();
      JsonNode only = value.isArray() && value.size() == 1 ? value.get(0) : value;
      boolean says = !only.isNull() && !(only.isArray() && only.isEmpty());
      if (says) {
        String key = scope + "." + column.getKey();
        FlatJson.put(
            attributes, attributeByColumn.getOrDefault(key, "tempo." + key), FlatJson.scalar(only));
      }
    }
  }

  private static Iterable<JsonNode> listed(Optional<String> meta) {
    try {
      return JSON.readTree(meta.orElse("{}")).path("dedicatedColumns");
    } catch (JsonProcessingException unreadable) {
      return java.util.List.of();
    }
  }

  private static String text(JsonNode column, String key, String olderKey, String otherwise) {
    String text = column.path(key).asText(column.path(olderKey).asText(""));
    return text.isEmpty() ? otherwise : text;
  }
}
