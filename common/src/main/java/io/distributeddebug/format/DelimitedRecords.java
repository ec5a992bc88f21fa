package io.distributeddebug.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of delimited text (RFC 4180): quoted cells may hold delimiters, doubled quotes and line
 * ends. A quote that is never closed ends at the limit or the file's end: its line is one fault,
 * and reading goes on at the next line. Invalid UTF-8 is replaced.
 */
final class DelimitedRecords {
  /** Of one record that spans lines. */
  private static final int LONGEST_QUOTED_CHARS = 1 << 20;

  private final Lines lines;
  private final char delimiter;

  /** Lines read on behalf of a quote that was never closed, to be read again as records. */
  private final Deque<NumberedLine> returned = new ArrayDeque<>();

  private final Deque<NumberedLine> ahead = new ArrayDeque<>();
  private List<String> cells = List.of();
  private StringBuilder cell = new StringBuilder();
  private NumberedLine first = new NumberedLine(0, "", "");
  private String fault = "";
  private boolean inQuotes;

  private record NumberedLine(long number, String text, String fault) {}

  DelimitedRecords(Lines lines, char delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /** Moves to the next record, good or faulty; blank lines are none. False at the end. */
  boolean next() throws IOException {
    NumberedLine line = nextLine();
    while (line != null && line.text.isBlank() && line.fault.isEmpty()) {
      line = nextLine();
    }
    if (line == null) {
      return false;
    }
    first = line;
    fault = line.fault;
    inQuotes = false;
    if (!fault.isEmpty()) {
      return true;
    }
    if (line.text.indexOf('"') < 0) {
      cells = split(line.text);
      return true;
    }
    cells = new ArrayList<>();
    cell.setLength(0);
    feed(line.text);
    readOnInQuotes();
    return true;
  }

  /** Takes the cells of a row, one for each of the header. */
  interface RowReader {
    void read(List<String> cells, PlacedRecords records);
  }

  /** Gives each row under the header, which is the present record; what is no row is a reject. */
  void readRows(TelemetrySink sink, RowReader reader) throws IOException {
    List<String> header = List.copyOf(cells);
    while (next()) {
      PlacedRecords placed = new PlacedRecords(sink, line());
      if (!fault.isEmpty()) {
        placed.reject(fault, text());
      } else if (cells.size() != header.size()) {
        placed.reject(
            "%d cells where the header has %d".formatted(cells.size(), header.size()), text());
      } else if (!cells.equals(header)) { // concatenated files repeat their header
        reader.read(cells, placed);
      }
    }
  }

  List<String> cells() {
    return cells;
  }

  /** Empty where the record is whole. */
  String fault() {
    return fault;
  }

  /** The line where the record begins. */
  long line() {
    return first.number;
  }

  /** The record's first line. */
  String text() {
    return first.text;
  }

  private void readOnInQuotes() throws IOException {
    int read = first.text.length();
    while (inQuotes && fault.isEmpty()) {
      NumberedLine line = read > LONGEST_QUOTED_CHARS ? null : nextLine();
      if (line == null) {
        fault = "a quote that is never closed";
        break;
      }
      ahead.add(line);
      read += line.text.length() + 1;
      cell.append('\n');
      feed(line.text);
    }
    if (!fault.isEmpty()) {
      while (!ahead.isEmpty()) {
        returned.addFirst(ahead.removeLast());
      }
    }
    ahead.clear();
  }

  private void feed(String text) {
    boolean afterQuote = false;
    boolean atStart = !inQuotes;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          inQuotes = false;
          afterQuote = true;
        }
      } else if (c == delimiter) {
        endCell();
        atStart = true;
        afterQuote = false;
      } else if (afterQuote) {
        fault = "text after a closing quote";
        return;
      } else if (c == '"' && atStart) {
        inQuotes = true;
        atStart = false;
      } else {
        cell.append(c);
        atStart = false;
      }
    }
    if (!inQuotes) {
      endCell();
    }
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private List<String> split(String text) {
    List<String> found = new ArrayList<>();
    int from = 0;
    for (int to = text.indexOf(delimiter); to >= 0; to = text.indexOf(delimiter, from)) {
      found.add(text.substring(from, to));
      from = to + 1;
    }
    found.add(text.substring(from));
    return found;
  }

  private NumberedLine nextLine() throws IOException {
    if (!returned.isEmpty()) {
      return returned.removeFirst();
    }
    if (!lines.next()) {
      return null;
    }
    boolean tooLong = lines.isTooLong();
    int length = tooLong ? Math.min(lines.length(), Reject.LONGEST_TEXT) : lines.length();
    return new NumberedLine(
        lines.number(),
        new String(lines.bytes(), 0, length, StandardCharsets.UTF_8),
        tooLong ? "longer than a record may be" : "");
  }
}
