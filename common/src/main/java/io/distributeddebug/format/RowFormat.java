package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A format of tables: what one row of it tells. Rows in JSON are read by {@link RowsJsonFormat},
 * those of a {@link RowSource} by {@link ArchiveReader}.
 */
interface RowFormat {
  /** Stable kebab-case name of the format where others open the file, as for {@code --format}. */
  String name();

  /** Whether a table with these columns is of this format. */
  boolean recognises(Set<String> columns);

  /** As {@link #recognises(Set)}, where the file's name counts too. */
  default boolean recognises(String fileName, Set<String> columns) {
    return recognises(columns);
  }

  /** What bytes are that the table does not say to be text. */
  RowSource.Bytes bytes();

  /**
   * One for each table, as it remembers what rows share.
   *
   * @throws IOException where what lies beside the table cannot be got
   */
  RowReader reader(Beside beside) throws IOException;

  /** Gives what rows tell. */
  interface RowReader {
    /** A row that is no record is a reject. */
    void read(ObjectNode row, PlacedRecords records);
  }

  /** Small files in the folder of the table. */
  interface Beside {
    Beside NOTHING = fileName -> Optional.empty();

    Optional<String> text(String fileName) throws IOException;
  }
}
