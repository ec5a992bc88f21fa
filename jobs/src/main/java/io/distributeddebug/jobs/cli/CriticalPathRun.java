package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.CriticalPathQuery;
import io.distributeddebug.jobs.trace.PathRow;
import io.distributeddebug.jobs.trace.PathSummaryJson;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.report.Display;
import io.distributeddebug.trace.EndpointPaths;
import io.distributeddebug.trace.PathSummary;
import io.distributeddebug.trace.SiblingOrders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Prints critical paths: as JSON a line a trace; for people one path, or all together. */
final class CriticalPathRun implements SpanSource.Question {
  private final CriticalPathCommand asked;
  private final Console console;

  CriticalPathRun(CriticalPathCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    new SpanSource(asked, asked.from.all(), console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    print(
        new CriticalPathQuery(TraceSet.of(archive.spans()), asked.entry.choice(), asked.order),
        () -> {});
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("walking critical paths");
    print(
        new CriticalPathQuery(TraceSet.of(lake), asked.entry.choice(), asked.order),
        workbench::endProgress);
  }

  private void print(CriticalPathQuery query, Runnable endProgress) {
    if (asked.summary) {
      PathSummary summary = query.summary();
      endProgress.run();
      if (summary.endpoints().isEmpty() && summary.reasons().isEmpty()) {
        throw nothingFound();
      }
      print(summary, query.orders());
      return;
    }
    Iterator<PathRow> rows = query.rows(asked.askedTrace(), asked.until);
    if (!rows.hasNext()) {
      throw nothingFound();
    }
    endProgress.run();
    if (asked.common.json) {
      rows.forEachRemaining(row -> console.machineResult(row.json() + "\n"));
      return;
    }
    PathRow first = rows.next();
    if (rows.hasNext() && asked.until == CriticalPathQuery.Until.DONE) {
      throw UserError.usage(
          "Cannot sum up paths with --until=done", "Use --json, or --trace-id for one trace.");
    }
    if (rows.hasNext()) {
      print(query.summary(), query.orders());
    } else {
      one(first);
    }
  }

  private UserError nothingFound() {
    return UserError.usage(
        "Cannot find a span of "
            + asked.entry.choice()
            + asked.traceId.map(id -> " in trace " + id).orElse(""),
        "Names and ids are compared letter by letter, as the archive has them.");
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

  private void print(PathSummary summary, SiblingOrders orders) {
    if (asked.common.json) {
      console.machineResult(PathSummaryJson.of(summary, orders));
      return;
    }
    summary
        .endpoints()
        .forEach(
            (endpoint, paths) -> {
              console.result(endpoint.service() + " " + endpoint.operation());
              console.result(shares(paths).text());
              console.result(
                  Console.grouped(paths.durations().count())
                      + " traces, p50 "
                      + time(paths.durations().quantile(0.5))
                      + ", p95 "
                      + time(paths.durations().quantile(0.95))
                      + ", p99 "
                      + time(paths.durations().quantile(0.99))
                      + "\n");
            });
    summary
        .reasons()
        .forEach(
            (reason, count) ->
                console.result(Console.grouped(count) + " traces without: " + reason));
  }

  private static ResultTable shares(EndpointPaths paths) {
    ResultTable table =
        ResultTable.of(
            "on the path", "traces", "share", "of p50", "of p95", "of p99", "20 % faster gives");
    List<Map<String, Double>> owners = new ArrayList<>();
    for (PathSummaryJson.Around around : PathSummaryJson.QUANTILES) {
      EndpointPaths.Owners of = around.ownersOf(paths);
      Map<String, Double> ratios = new HashMap<>();
      of.operations().forEach(o -> ratios.put(o.operation(), o.meanNanos() / of.meanNanos()));
      owners.add(ratios);
    }
    long traces = paths.durations().count();
    for (EndpointPaths.OperationShare share : paths.operations()) {
      if (share.traces() > 0) {
        List<Object> row = new ArrayList<>();
        row.add(share.operation());
        row.add(share.traces());
        row.add(Display.ratio((double) share.nanos() / Math.max(1, paths.durations().sum())));
        owners.forEach(of -> row.add(Display.ratio(of.getOrDefault(share.operation(), 0.0))));
        row.add(time(share.gainNanos() / traces) + " a trace");
        table.add(row);
      }
    }
    return table;
  }

  private static String time(long nanos) {
    return Display.duration(nanos);
  }
}
