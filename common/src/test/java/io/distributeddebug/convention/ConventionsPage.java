package io.distributeddebug.convention;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of the tables of docs/reference/conventions.md. */
final class ConventionsPage {
  private static final Path PAGE = Path.of("../docs/reference/conventions.md");
  private static final Pattern PAIR = Pattern.compile("`([^`=]+)=([^`]*)`");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  private ConventionsPage() {}

  /** One line: what is recorded on a span of a kind, and what is stored. */
  record Line(SpanKind kind, Attributes recorded, Attributes stored, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Lines below a heading, until the next heading of that level. */
  static List<Line> lines(String heading, int columns) {
    return texts(heading).map(line -> line(line, columns)).toList();
  }

  private static Stream<String> texts(String heading) {
    String page;
    try {
      page = Files.readString(PAGE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    int from = page.indexOf("\n## " + heading + "\n");
    int to = page.indexOf("\n## ", from + 1);
    return page.substring(from, to < 0 ? page.length() : to)
        .lines()
        .filter(line -> line.startsWith("| ") && line.contains("`"));
  }

  /** Cells of the lines below a heading. */
  static List<List<String>> cells(String heading) {
    return texts(heading)
        .map(line -> line.split("\\|", -1))
        .map(cells -> Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList())
        .toList();
  }

  /** What stands between backquotes. */
  static List<String> codes(String cell) {
    return Pattern.compile("`([^`]*)`").matcher(cell).results().map(it -> it.group(1)).toList();
  }

  private static Line line(String text, int columns) {
    String[] cells = text.split("\\|", -1);
    String of = columns == 3 ? cells[1].strip().toUpperCase(Locale.ROOT) : "";
    return new Line(
        of.isEmpty() ? SpanKind.UNSPECIFIED : SpanKind.valueOf(of),
        attributes(cells[columns - 1]),
        attributes(cells[columns]),
        text);
  }

  static Attributes attributes(String cell) {
    Attributes.Builder attributes = Attributes.builder();
    Matcher pair = PAIR.matcher(cell);
    while (pair.find()) {
      String value = pair.group(2);
      if (NUMBER.matcher(value).matches()) {
        attributes.put(pair.group(1), Double.parseDouble(value));
      } else {
        attributes.put(pair.group(1), value.replaceAll("^\"(.*)\"$", "$1"));
      }
    }
    return attributes.build();
  }
}
