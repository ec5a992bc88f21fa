package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A format of tables: what one row of it tells, wherever it is kept. JSON of rows is read by a
 * {@link TelemetryFormat}; files of a columnar store are opened by those who can, row by row.
 */
interface RowFormat {
  /** Stable kebab-case name. */
  String name();

  /** Whether a table with these columns is of this format. */
  boolean recognises(Set<String> columns);

  /** One for each table, as it remembers what rows share. */
  RowReader reader();

  /** Gives what rows tell. */
  interface RowReader {
    /** A row that is no record is a reject. */
    void read(ObjectNode row, PlacedRecords records);
  }
}
