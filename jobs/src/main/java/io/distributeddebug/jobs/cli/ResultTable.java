package io.distributeddebug.jobs.cli;

import io.distributeddebug.report.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Rows in aligned columns, numbers to the right. */
final class ResultTable {
  private static final int WIDEST = 120;

  private final List<String> header;
  private final List<List<Object>> rows = new ArrayList<>();

  private ResultTable(List<String> header) {
    this.header = header;
  }

  static ResultTable of(String... header) {
    return new ResultTable(List.of(header));
  }

  void add(List<Object> cells) {
    rows.add(Collections.unmodifiableList(new ArrayList<>(cells)));
  }

  String text() {
    int columns = header.size();
    int[] width = new int[columns];
    for (int i = 0; i < columns; i++) {
      width[i] = header.get(i).length();
      for (List<Object> row : rows) {
        width[i] = Math.max(width[i], cell(row.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(header, width));
    lines.add(Arrays.stream(width).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
    for (List<Object> row : rows) {
      lines.add(line(row, width));
    }
    return String.join("\n", lines);
  }

  private static String line(List<?> cells, int[] width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < width.length; i++) {
      String text = cell(cells.get(i));
      String padding = " ".repeat(width[i] - text.length());
      boolean number = cells.get(i) instanceof Number;
      line.append(i == 0 ? "" : "  ").append(number ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String cell(Object value) {
    return value == null ? "" : VisibleText.line(value.toString(), WIDEST);
  }

  /** A value of a row as text or number; nested ones written out. */
  static Object shown(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Row row) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        parts.add(String.valueOf(shown(row.get(i))));
      }
      return parts.toString();
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return new java.util.TreeMap<>(CollectionConverters.asJava(map)).toString();
    }
    if (value instanceof scala.collection.Seq<?> sequence) {
      return CollectionConverters.asJava(sequence).stream()
          .map(element -> String.valueOf(shown(element)))
          .toList()
          .toString();
    }
    return value;
  }
}
