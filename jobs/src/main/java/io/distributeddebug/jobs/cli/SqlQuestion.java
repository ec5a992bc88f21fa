package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.query.LakeQueries;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One query over the views of a lake, in a child session of its own. */
final class SqlQuestion {
  private final Workbench workbench;
  private final Console console;
  private final ResultForm form;
  private final int limit;

  SqlQuestion(Workbench workbench, Console console, ResultForm form, int limit) {
    this.workbench = workbench;
    this.console = console;
    this.form = form;
    this.limit = limit;
  }

  ExitCode ask(String query) {
    LakeQueries lake = LakeQueries.open(workbench.spark(), workbench.lakeLocation());
    workbench.progress().stage("running the query");
    Dataset<Row> rows = lake.ask(query);
    Dataset<Row> limited = limit == 0 ? rows : rows.limit(limit + 1);
    print(limited);
    return ExitCode.DONE;
  }

  private void print(Dataset<Row> rows) {
    switch (form) {
      case CSV -> printEach(rows, List.of(rows.columns()), true);
      case JSON -> printEach(rows, List.of(rows.columns()), false);
      default -> printTable(rows);
    }
  }

  private void printEach(Dataset<Row> rows, List<String> columns, boolean csv) {
    if (csv) {
      console.machineResult(CsvText.record(List.copyOf(columns)) + "\r\n");
    }
    Iterator<?> lines = csv ? rows.toLocalIterator() : rows.toJSON().toLocalIterator();
    int printed = 0;
    while (lines.hasNext() && !isFull(printed)) {
      Object line = lines.next();
      console.machineResult(
          line instanceof Row row ? CsvText.record(cells(row)) + "\r\n" : line + "\n");
      printed++;
    }
    sayIfCut(lines.hasNext());
  }

  private static List<Object> cells(Row row) {
    Object[] cells = new Object[row.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ResultTable.shown(row.get(i));
    }
    return java.util.Arrays.asList(cells);
  }

  private void printTable(Dataset<Row> rows) {
    List<Row> all = rows.takeAsList(limit == 0 ? Integer.MAX_VALUE - 16 : limit + 1);
    boolean cut = limit > 0 && all.size() > limit;
    List<Row> shown = cut ? all.subList(0, limit) : all;
    ResultTable table = ResultTable.of(rows.columns());
    shown.forEach(row -> table.add(cells(row)));
    console.result(table.text());
    sayIfCut(cut);
  }

  private boolean isFull(int printed) {
    return limit > 0 && printed >= limit;
  }

  private void sayIfCut(boolean cut) {
    if (cut) {
      console.warn("Only the first " + limit + " rows are shown; --limit=0 shows all.");
    }
  }
}
