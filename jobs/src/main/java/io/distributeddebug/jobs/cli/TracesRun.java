package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.query.QueriedTraces;
import io.distributeddebug.jobs.query.TraceSearch;
import io.distributeddebug.jobs.query.TraceSearchJson;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.TraceMatch;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prints the traces that match a query, with the spans that made them match. */
final class TracesRun implements SpanSource.Question {
  private static final int FIELDS_SHOWN = 6;

  private final TracesCommand asked;
  private final Console console;
  private final TraceQuery query;

  TracesRun(TracesCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
    this.query = asked.parsed();
  }

  ExitCode run() {
    new SpanSource(asked, asked.from, console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    ask(QueriedTraces.of(archive.spans(), asked.windows()), () -> {});
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("looking for traces");
    ask(QueriedTraces.of(lake, asked.windows()), workbench::endProgress);
  }

  private void ask(QueriedTraces traces, Runnable endProgress) {
    TraceSearch.Found found = TraceSearch.ask(traces, query, asked.limit, asked.spans);
    if (found.traces() == 0) {
      String why = TraceSearch.explain(traces, query).saying(query);
      endProgress.run();
      console.say("No trace matches. " + why);
    } else {
      endProgress.run();
    }
    if (asked.common.json) {
      console.machineResult(TraceSearchJson.of(query, found));
    } else if (found.traces() > 0) {
      print(found);
    }
  }

  private void print(TraceSearch.Found found) {
    List<String> fields =
        query.shownFields().stream().limit(FIELDS_SHOWN).map(Field::written).toList();
    boolean isGrouped =
        found.first().stream()
            .flatMap(match -> match.spansets().stream())
            .anyMatch(spanset -> !spanset.groups().isEmpty());
    Stream<String> header =
        Stream.of(
            "trace",
            "began (UTC)",
            "root",
            "took",
            "spans",
            "matched",
            "service",
            "operation",
            "took");
    ResultTable table =
        ResultTable.of(
            Stream.of(header, Stream.of("group").filter(any -> isGrouped), fields.stream())
                .flatMap(part -> part)
                .toArray(String[]::new));
    for (TraceMatch match : found.first()) {
      boolean isFirst = true;
      for (TraceMatch.Spans spanset : match.spansets()) {
        for (TraceMatch.SpanMatch span : spanset.spans()) {
          List<Object> row =
              new ArrayList<>(isFirst ? whole(match) : List.of("", "", "", "", "", ""));
          row.addAll(
              List.of(
                  span.service(),
                  span.operation() + (span.isError() ? " (failed)" : ""),
                  Display.duration(span.durationNanos())));
          if (isGrouped) {
            row.add(String.join(", ", spanset.groups()));
          }
          fields.forEach(field -> row.add(span.fields().getOrDefault(field, "")));
          table.add(row);
          isFirst = false;
        }
      }
    }
    console.result(table.text());
    int shown = found.first().size();
    console.result(
        Console.grouped(found.traces())
            + (found.traces() == 1 ? " trace matches" : " traces match")
            + " with "
            + Console.grouped(found.spans())
            + (found.spans() == 1 ? " span" : " spans")
            + (shown < found.traces() ? "; the latest " + shown + " are shown, see --limit" : ""));
  }

  private static List<Object> whole(TraceMatch match) {
    return List.of(
        match.traceId(),
        Window.instant(match.startUnixNanos()).toString(),
        (match.rootService() + " " + match.rootOperation()).strip(),
        Display.duration(match.durationNanos()),
        match.spanCount(),
        match.matchedCount());
  }
}
