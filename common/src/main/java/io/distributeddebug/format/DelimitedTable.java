package io.distributeddebug.format;

import java.io.IOException;
import java.util.List;

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
    List<String> header = List.copyOf(records.cells());
    DelimitedRow row = new DelimitedRow(header, table, limits);
    while (records.next()) {
      PlacedRecords placed = new PlacedRecords(sink, records.line());
      List<String> cells = records.cells();
      if (!records.fault().isEmpty()) {
        placed.reject(records.fault(), records.text());
      } else if (cells.size() != header.size()) {
        placed.reject(
            "%d cells where the header has %d".formatted(cells.size(), header.size()),
            records.text());
      } else if (!cells.equals(header)) { // concatenated files repeat their header
        row.take(cells);
        try {
          mapped.read(row, placed);
        } catch (MappedTable.UnusableRowException unusable) {
          placed.reject(unusable.getMessage(), records.text());
        }
      }
    }
  }
}
