package io.distributeddebug.history;

import java.util.List;

/** A way in which histories are written down. */
public interface HistoryFormat {
  /** As it is named on the command line. */
  String name();

  /** Whether a file looks like one of this format, by its name and its beginning. */
  boolean recognizes(HistoryPart part);

  /**
   * How the names of the files end that make up one history, where a folder is given for it; empty:
   * a history is one file.
   */
  default String partSuffix() {
    return "";
  }

  /**
   * Reads a history that fits in memory.
   *
   * @param parts one file, or those of a folder in the order of their names
   * @throws MalformedHistoryException at the first line or record that is not of this format
   */
  History read(List<HistoryPart> parts) throws MalformedHistoryException;
}
