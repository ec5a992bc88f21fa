package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The rows of tables such as Parquet files, by one part of a mapping; columns are paths. */
final class MappedRows implements RowFormat {
  private final Mapping mapping;
  private final Mapping.Table table;
  private final Limits limits;

  MappedRows(Mapping mapping, Mapping.Table table, Limits limits) {
    this.mapping = mapping;
    this.table = table;
    this.limits = limits;
  }

  @Override
  public String name() {
    return mapping.name();
  }

  /** Without the file's name no part of a mapping fits. */
  @Override
  public boolean recognises(Set<String> columns) {
    return false;
  }

  /** Of a path only the beginning is a column. */
  @Override
  public boolean recognises(String fileName, Set<String> columns) {
    return table.path().fits(fileName)
        && table.header().stream()
            .allMatch(path -> columns.contains(path) || columns.contains(column(path)));
  }

  private static String column(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  @Override
  public RowSource.Bytes bytes() {
    return RowSource.Bytes.TEXT;
  }

  @Override
  public RowReader reader(Beside beside) {
    return new Reader(new MappedTable(mapping, table), new JsonRow(table, limits));
  }

  private record Reader(MappedTable mapped, JsonRow view) implements RowReader {
    @Override
    public void read(ObjectNode row, PlacedRecords records) {
      view.take(row);
      try {
        mapped.read(view, records);
      } catch (MappedTable.UnusableRowException unusable) {
        records.reject(unusable.getMessage(), row.toString());
      }
    }
  }
}
