package io.distributeddebug.jobs.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values that a spreadsheet shows and does not run: a cell of text in which a line
 * begins, after blanks, with {@code = + - @}, tab or carriage return gets an apostrophe before it.
 */
final class CsvText {
  private CsvText() {}

  /** One record; RFC 4180, ended by the caller. */
  static String record(List<Object> cells) {
    return cells.stream().map(CsvText::cell).collect(Collectors.joining(","));
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof String string ? guarded(string) : value.toString();
    boolean quoted =
        text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0
            || !text.equals(text.strip());
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static String guarded(String text) {
    return text.lines().anyMatch(CsvText::beginsFormula) || startsWithControl(text)
        ? "'" + text
        : text;
  }

  private static boolean startsWithControl(String text) {
    return !text.isEmpty() && (text.charAt(0) == '\t' || text.charAt(0) == '\r');
  }

  private static boolean beginsFormula(String line) {
    String content = line.strip();
    return !content.isEmpty() && "=+-@＝＋－＠".indexOf(content.charAt(0)) >= 0;
  }
}
