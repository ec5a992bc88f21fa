package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.latency.LatencyJson;
import io.distributeddebug.jobs.latency.LatencyPoint;
import io.distributeddebug.jobs.latency.LatencyQuery;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.report.Display;
import io.distributeddebug.trace.FlameStacks;
import io.distributeddebug.trace.Latencies;
import io.distributeddebug.trace.LatencyComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Prints where the time of requests goes. */
final class LatencyRun implements SpanSource.Question {
  private static final int PARTS_SHOWN = 12;

  private final LatencyCommand asked;
  private final Console console;

  LatencyRun(LatencyCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    new SpanSource(asked, asked.from.all(), console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    ask(TraceSet.of(OperationName.grouped(archive.spans())), () -> {});
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("taking requests apart");
    ask(TraceSet.of(lake), workbench::endProgress);
  }

  private void ask(TraceSet traces, Runnable endProgress) {
    Latencies.Windows windows = asked.windows.windows();
    LatencyQuery.Question question = new LatencyQuery.Question(asked.entry.choice(), windows);
    if (asked.folded) {
      FlameStacks stacks = LatencyQuery.stacks(traces, question);
      endProgress.run();
      print(stacks, windows);
      return;
    }
    LatencyQuery.Answer answer = LatencyQuery.ask(traces, question);
    endProgress.run();
    boolean isEmpty =
        answer.latencies().endpoints().values().stream()
            .allMatch(latency -> latency.durations(LatencyComparison.Window.INCIDENT).isEmpty());
    if (isEmpty) {
      throw nothingFound();
    }
    if (asked.common.json) {
      console.machineResult(LatencyJson.of(answer, windows));
    } else {
      print(answer.latencies(), windows.hasBaseline());
    }
  }

  private UserError nothingFound() {
    return UserError.usage(
        "Cannot find a request of " + asked.entry.choice() + " in the window",
        "Names are compared letter by letter, as the archive has them; times are UTC unless said.");
  }

  private void print(FlameStacks stacks, Latencies.Windows windows) {
    SortedMap<String, Long> during = stacks.meanNanos(LatencyComparison.Window.INCIDENT);
    SortedMap<String, Long> before = stacks.meanNanos(LatencyComparison.Window.BASELINE);
    if (during.isEmpty()) {
      throw nothingFound();
    }
    StringBuilder lines = new StringBuilder();
    during.forEach(
        (stack, nanos) -> {
          lines.append(stack).append(' ');
          if (windows.hasBaseline()) {
            lines.append(before.get(stack)).append(' ');
          }
          lines.append(nanos).append('\n');
        });
    console.machineResult(lines.toString());
  }

  private void print(Latencies latencies, boolean isCompared) {
    latencies
        .endpoints()
        .forEach(
            (endpoint, comparison) -> {
              console.result(endpoint.service() + " " + endpoint.operation());
              if (isCompared && isOneSided(comparison)) {
                console.result("Requests in one of the windows only: nothing to compare.\n");
                return;
              }
              for (LatencyPoint point : LatencyPoint.ALL) {
                if (!point.name().equals("p50") && !point.name().equals("p99")) {
                  print(point, comparison, isCompared);
                }
              }
            });
  }

  private static boolean isOneSided(LatencyComparison comparison) {
    return comparison.durations(LatencyComparison.Window.BASELINE).isEmpty()
        || comparison.durations(LatencyComparison.Window.INCIDENT).isEmpty();
  }

  private void print(LatencyPoint point, LatencyComparison comparison, boolean isCompared) {
    LatencyComparison.Explained explained = point.of(comparison);
    ResultTable table =
        isCompared
            ? ResultTable.of("operation", "kind", "baseline", "incident", "difference")
            : ResultTable.of("operation", "kind", "time", "share");
    explained.parts().stream()
        .limit(PARTS_SHOWN)
        .forEach(change -> table.add(row(change, explained, isCompared)));
    String title =
        isCompared
            ? time(explained.baselineNanos())
                + " to "
                + time(explained.incidentNanos())
                + ", "
                + signed(explained.differenceNanos())
            : time(explained.incidentNanos());
    console.result(point.name() + ": " + title);
    console.result(table.text());
    if (explained.parts().size() > PARTS_SHOWN) {
      console.result((explained.parts().size() - PARTS_SHOWN) + " smaller parts; --json has all");
    }
    console.result("");
  }

  private static List<Object> row(
      LatencyComparison.Change change, LatencyComparison.Explained explained, boolean isCompared) {
    List<Object> row = new ArrayList<>();
    row.add(change.part().operation());
    row.add(change.part().kind().replace('_', ' '));
    if (isCompared) {
      row.add(time(change.baselineNanos()));
      row.add(time(change.incidentNanos()));
      row.add(signed(change.differenceNanos()));
    } else {
      row.add(time(change.incidentNanos()));
      row.add(Display.ratio(change.incidentNanos() / Math.max(1, explained.incidentNanos())));
    }
    return row;
  }

  private static String signed(double nanos) {
    return (nanos < 0 ? "" : "+") + time(nanos);
  }

  private static String time(double nanos) {
    return Display.duration(Math.round(nanos));
  }
}
