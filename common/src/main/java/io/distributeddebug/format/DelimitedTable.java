package io.distributeddebug.format;

import java.io.IOException;

/** Reads one delimited file by one table of a mapping. */
final class DelimitedTable {
  private final Mapping.Table table;
  private final MappedTable mapped;
  private final Limits limits;

  DelimitedTable(Mapping.Table table, MappedTable mapped, Limits limits) {
    this.table = table;
    this.mapped = mapped;
    this.limits = limits;
  }

  void read(Lines lines, TelemetrySink sink) throws IOException {
    DelimitedRecords records = new DelimitedRecords(lines, table.delimiter());
    if (!records.next()) {
      return;
    }
    DelimitedRow row = new DelimitedRow(records.cells(), table, limits);
    records.readRows(
        sink,
        (cells, placed) -> {
          row.take(cells);
          try {
            mapped.read(row, placed);
          } catch (MappedTable.UnusableRowException unusable) {
            placed.reject(unusable.getMessage(), records.text());
          }
        });
  }
}
