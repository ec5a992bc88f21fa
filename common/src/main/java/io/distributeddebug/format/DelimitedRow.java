package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells of one record under their column names, and values inside cells that hold JSON. */
final class DelimitedRow {
  private final Map<String, Integer> indexByColumn = new HashMap<>();
  private final JsonFactory json;
  private final Map<String, String> taken = new HashMap<>();
  private List<String> cells = List.of();

  DelimitedRow(List<String> header, Limits limits) {
    for (int i = 0; i < header.size(); i++) {
      indexByColumn.putIfAbsent(header.get(i), i);
    }
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.recordBytes())
                    .build())
            .build();
  }

  void take(List<String> nextCells) {
    cells = nextCells;
    taken.clear();
  }

  /** Empty where the file has no such column, or its JSON no such path. */
  String value(String column, String path) {
    Integer index = indexByColumn.get(column);
    if (index == null) {
      return "";
    }
    String cell = cells.get(index);
    return path.isEmpty()
        ? cell
        : taken.computeIfAbsent(column + "\n" + path, key -> inside(cell, path));
  }

  private String inside(String cell, String path) {
    try (JsonParser parser = json.createParser(cell)) {
      parser.nextToken();
      for (String step : path.split("\\.", -1)) {
        if (!moveTo(parser, step)) {
          return "";
        }
      }
      return parser.currentToken().isStructStart()
          ? OtlpValues.anyText(parser)
          : OtlpValues.text(parser);
    } catch (IOException notJson) {
      return "";
    }
  }

  private static boolean moveTo(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(field);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
