package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A file of rows that others open, such as Parquet. */
public interface RowSource {
  /** Whether a file that begins so is Parquet. */
  static boolean isParquet(byte[] head) {
    return head.length >= 4 && head[0] == 'P' && head[1] == 'A' && head[2] == 'R' && head[3] == '1';
  }

  /** What bytes are that the file does not say to be text. */
  enum Bytes {
    BINARY,
    TEXT
  }

  /**
   * Rows, one after another. A row is an object by column; lists are arrays, maps and structures
   * objects, times ISO-8601 text.
   */
  interface Rows {
    /**
     * The next row; empty at the end.
     *
     * @throws DamagedArchiveException where the rest cannot be read
     */
    Optional<ObjectNode> next() throws IOException;
  }

  /** Path or URI; what a mapping's pattern is compared with. */
  String fileName();

  /** What holds the rows, such as {@code parquet}. */
  String container();

  /** Names of the columns, without those inside them. */
  Set<String> columns();

  /** From the first one on. */
  Rows rows(Bytes bytes);

  /** The text of a small file in the same folder; empty where there is none. */
  Optional<String> beside(String fileName) throws IOException;
}
