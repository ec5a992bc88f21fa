package io.distributeddebug.format;

/**
 * Where in its file a record stands, as one number that grows along the file: the line in the upper
 * bits (from 1; for a document that is not made of lines, the document), and in the lower 24 bits
 * the ordinal of the record on that line (from 0). {@link #WHOLE_FILE} is the file itself.
 */
public final class Position {
  public static final long WHOLE_FILE = 0;
  private static final int ORDINAL_BITS = 24;

  private Position() {}

  public static long of(long line, long ordinal) {
    return (line << ORDINAL_BITS) + ordinal;
  }

  public static long line(long position) {
    return position >> ORDINAL_BITS;
  }

  public static long ordinal(long position) {
    return position & ((1L << ORDINAL_BITS) - 1);
  }

  /** For people: {@code line 7}, {@code line 7, record 3} (from 1), or {@code file}. */
  public static String text(long position) {
    if (position == WHOLE_FILE) {
      return "file";
    }
    long ordinal = ordinal(position);
    return "line " + line(position) + (ordinal == 0 ? "" : ", record " + (ordinal + 1));
  }

  /** As {@link #text(long)}, of an entry of an archive: {@code a/b.json, line 7}. */
  public static String text(String entry, long position) {
    if (entry.isEmpty()) {
      return text(position);
    }
    return position == WHOLE_FILE ? entry : entry + ", " + text(position);
  }
}
