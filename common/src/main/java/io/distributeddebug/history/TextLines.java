package io.distributeddebug.history;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a text, counted from 1; blank ones are counted and left out. */
final class TextLines {
  /** Takes one line. */
  interface Taker {
    void take(long number, String line) throws MalformedHistoryException;
  }

  private TextLines() {}

  static void each(HistoryPart part, Taker taker) throws MalformedHistoryException {
    byte[] bytes = part.bytes();
    long number = 0;
    for (int from = 0; from < bytes.length; ) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      number++;
      String line = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
      if (!line.isEmpty()) {
        taker.take(number, line);
      }
      from = to + 1;
    }
  }

  /** The only file of a format whose histories are one file. */
  static HistoryPart only(List<HistoryPart> parts) throws MalformedHistoryException {
    if (parts.size() != 1) {
      throw new MalformedHistoryException("one file is wanted, not " + parts.size());
    }
    return parts.get(0);
  }

  /** The first lines of a text, at most some thousand characters, without blank ones. */
  static List<String> beginning(HistoryPart part) {
    int length = Math.min(part.bytes().length, 8192);
    return new String(part.bytes(), 0, length, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** A line as it may stand in a message. */
  static String shown(String line) {
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }
}
