package io.distributeddebug.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The cells of one record under their column names, and values inside cells that hold JSON. */
final class DelimitedRow implements MappedRow {
  private final List<String> header;
  private final Map<String, Integer> indexByColumn = new HashMap<>();
  private final List<Integer> remaining = new ArrayList<>();
  private final JsonCell json;
  private final Map<String, String> taken = new HashMap<>();
  private List<String> cells = List.of();

  DelimitedRow(List<String> header, Mapping.Table table, Limits limits) {
    this.header = List.copyOf(header);
    this.json = new JsonCell(limits);
    for (int i = 0; i < header.size(); i++) {
      indexByColumn.putIfAbsent(header.get(i), i);
      if (!header.get(i).isBlank() && !table.mentions(header.get(i))) {
        remaining.add(i);
      }
    }
  }

  void take(List<String> nextCells) {
    cells = nextCells;
    taken.clear();
  }

  @Override
  public String value(String column, String path) {
    Integer index = indexByColumn.get(column);
    if (index == null) {
      return "";
    }
    String cell = cells.get(index);
    return path.isEmpty()
        ? cell
        : taken.computeIfAbsent(column + "\n" + path, key -> json.value(cell, path));
  }

  @Override
  public Object typed(String column) {
    return value(column, "");
  }

  @Override
  public void rest(BiConsumer<String, Object> each) {
    for (int index : remaining) {
      if (!cells.get(index).isEmpty()) {
        each.accept(header.get(index), cells.get(index));
      }
    }
  }
}
