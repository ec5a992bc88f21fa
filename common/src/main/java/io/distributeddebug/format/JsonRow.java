package io.distributeddebug.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.distributeddebug.telemetry.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One JSON object as a record, its values by dotted paths: {@code a.b.c} is the field c of b of a,
 * or a field of that name. Also for what is given as such an object, as rows of Parquet files.
 */
final class JsonRow implements MappedRow {
  private static final int MOST_KEPT = 10_000;

  private final Mapping.Table table;
  private final JsonCell json;
  private final Map<String, Boolean> mentioned = new HashMap<>();
  private JsonView document;
  private Map<String, Object> fields = Map.of();

  JsonRow(Mapping.Table table, Limits limits) {
    this.table = table;
    this.json = new JsonCell(limits);
  }

  void take(JsonNode object) {
    document = new JsonView(object);
    fields = FlatJson.of(object);
  }

  @Override
  public String value(String column, String path) {
    Object value = typed(column);
    String text = value instanceof Double number ? Attributes.plain(number) : value.toString();
    return path.isEmpty() ? text : json.value(text, path);
  }

  @Override
  public Object typed(String column) {
    Object field = fields.get(column);
    if (field != null) {
      return field;
    }
    JsonNode inside = document.at(column).node();
    return inside.isMissingNode() || inside.isNull() ? "" : FlatJson.scalar(inside);
  }

  @Override
  public void rest(BiConsumer<String, Object> each) {
    fields.forEach(
        (path, value) -> {
          if (!isMentioned(path) && !(value instanceof String text && text.isEmpty())) {
            each.accept(path, value);
          }
        });
  }

  private boolean isMentioned(String path) {
    Boolean known = mentioned.get(path);
    if (known == null) {
      known = mentions(path);
      if (mentioned.size() < MOST_KEPT) {
        mentioned.put(path, known);
      }
    }
    return known;
  }

  /** A rule that reads an object has read all that is in it. */
  private boolean mentions(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      if (table.mentions(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
