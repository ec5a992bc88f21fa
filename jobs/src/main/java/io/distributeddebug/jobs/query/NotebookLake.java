package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.report.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A lake in a notebook: ask it, and show the answer as a table or as bars. */
public final class NotebookLake {
  private static final int BAR_WIDTH = 420;
  private static final int BAR_HEIGHT = 22;
  private static final int LABEL_WIDTH = 260;

  private final LakeQueries queries;

  private NotebookLake(LakeQueries queries) {
    this.queries = queries;
  }

  /** Opens a lake on this machine, all cores. */
  public static NotebookLake open(String location) {
    return new NotebookLake(
        LakeQueries.open(LakeSession.open(Optional.empty(), Map.of()), location));
  }

  /** The answer to one query that only reads. */
  public Dataset<Row> ask(String query) {
    return queries.ask(query);
  }

  /** The first rows as an HTML table; telemetry in it is text, never markup. */
  public String table(String query, int rows) {
    Dataset<Row> answer = ask(query);
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    for (String column : answer.columns()) {
      html.append("<th>").append(escaped(column)).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (Row row : answer.takeAsList(rows)) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append("<td>").append(escaped(String.valueOf(row.get(i)))).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  /** A bar a row, as SVG: of each row the first column is the label, the second the number. */
  public String bars(String query, int rows) {
    List<Row> answer = ask(query).takeAsList(rows);
    double longest =
        answer.stream().flatMapToDouble(row -> DoubleStream.of(number(row))).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns='http://www.w3.org/2000/svg' role='img' width='%d' height='%d' font-family='sans-serif' font-size='12'>"
            .formatted(LABEL_WIDTH + BAR_WIDTH + 100, BAR_HEIGHT * answer.size() + 4));
    for (int i = 0; i < answer.size(); i++) {
      double value = number(answer.get(i));
      double width = longest > 0 ? BAR_WIDTH * Math.max(0, value) / longest : 0;
      int top = BAR_HEIGHT * i;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x='%d' y='%d' text-anchor='end'>%s</text>",
              LABEL_WIDTH - 8,
              top + 15,
              escaped(VisibleText.line(String.valueOf(answer.get(i).get(0)), 36))));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x='%d' y='%d' width='%.1f' height='%d' fill='#3b6fb6'/><text x='%.1f' y='%d'>%,.0f</text>",
              LABEL_WIDTH,
              top + 3,
              width,
              BAR_HEIGHT - 6,
              LABEL_WIDTH + width + 6,
              top + 15,
              value));
    }
    return svg.append("</svg>").toString();
  }

  private static double number(Row row) {
    return row.get(1) instanceof Number number ? number.doubleValue() : 0;
  }

  private static String escaped(String text) {
    return VisibleText.line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
