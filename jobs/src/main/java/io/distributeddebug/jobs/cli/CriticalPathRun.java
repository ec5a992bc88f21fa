package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.ArchiveTraces;
import io.distributeddebug.jobs.trace.CriticalPathQuery;
import io.distributeddebug.jobs.trace.PathRow;
import io.distributeddebug.report.Display;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints critical paths: as JSON a line a trace; for people one path, or the operations of many.
 */
final class CriticalPathRun implements SpanSource.Question {
  private final CriticalPathCommand asked;
  private final Console console;

  CriticalPathRun(CriticalPathCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    new SpanSource(asked, asked.from, console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    List<Span> spans =
        asked
            .askedTrace()
            .map(id -> archive.spans().stream().filter(s -> s.traceId().equals(id)).toList())
            .orElse(archive.spans());
    print(CriticalPathQuery.of(ArchiveTraces.of(spans), asked.entry()));
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("walking critical paths");
    Iterator<PathRow> rows = CriticalPathQuery.rows(lake, asked.entry(), asked.askedTrace());
    if (rows.hasNext()) {
      workbench.endProgress();
    }
    print(rows);
  }

  private void print(Iterator<PathRow> rows) {
    if (!rows.hasNext()) {
      throw UserError.usage(
          "Cannot find a span of "
              + asked.entry()
              + asked.traceId.map(id -> " in trace " + id).orElse(""),
          "Names and ids are compared letter by letter, as the archive has them.");
    }
    if (asked.common.json) {
      rows.forEachRemaining(row -> console.machineResult(row.json() + "\n"));
      return;
    }
    PathRow first = rows.next();
    if (!rows.hasNext()) {
      one(first);
    } else {
      many(first, rows);
    }
  }

  private void one(PathRow row) {
    console.result(
        row.traceId()
            + " "
            + row.service()
            + " "
            + row.operation()
            + ": "
            + time(row.durationNanos()));
    if (!row.reason().isEmpty()) {
      console.result("No critical path: " + row.reason());
      return;
    }
    ResultTable table = ResultTable.of("from", "time", "kind", "service", "operation", "ground");
    long begin = row.segments().isEmpty() ? 0 : row.segments().get(0).startUnixNanos();
    for (PathRow.Segment segment : row.segments()) {
      table.add(
          List.of(
              time(segment.startUnixNanos() - begin),
              time(segment.durationNanos()),
              segment.kind().replace('_', ' '),
              segment.service(),
              segment.operation(),
              segment.ground().replace('_', ' ')));
    }
    console.result(table.text());
    if (!row.doubts().isEmpty()) {
      console.result("Doubtful: " + String.join(", ", row.doubts()).replace('_', ' '));
    }
  }

  private void many(PathRow first, Iterator<PathRow> others) {
    Map<String, long[]> byOperation = new TreeMap<>();
    Map<String, Long> reasons = new TreeMap<>();
    long paths = 0;
    long total = 0;
    for (PathRow row = first; row != null; row = others.hasNext() ? others.next() : null) {
      if (!row.reason().isEmpty()) {
        reasons.merge(row.reason(), 1L, Long::sum);
        continue;
      }
      paths++;
      total += row.durationNanos();
      row.operations()
          .forEach(
              (operation, nanos) -> {
                long[] sums = byOperation.computeIfAbsent(operation, key -> new long[2]);
                sums[0]++;
                sums[1] += nanos;
              });
    }
    ResultTable table = ResultTable.of("operation", "traces", "time on the path", "share");
    List<Map.Entry<String, long[]>> largest = new ArrayList<>(byOperation.entrySet());
    largest.sort(Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[1]));
    for (Map.Entry<String, long[]> entry : largest) {
      long nanos = entry.getValue()[1];
      table.add(
          List.of(
              entry.getKey(),
              entry.getValue()[0],
              time(nanos),
              total == 0 ? "" : Display.ratio((double) nanos / total)));
    }
    console.result(table.text());
    console.result("Paths of " + Console.grouped(paths) + " traces, together " + time(total));
    reasons.forEach(
        (reason, count) -> console.result(Console.grouped(count) + " traces without: " + reason));
  }

  private static String time(long nanos) {
    return Display.duration(nanos);
  }
}
