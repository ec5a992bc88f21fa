package io.distributeddebug.jobs.cli;

import io.distributeddebug.comparison.Comparison;
import io.distributeddebug.comparison.OperationKey;
import io.distributeddebug.comparison.Verdict;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.query.ComparisonJson;
import io.distributeddebug.jobs.query.QueriedTraces;
import io.distributeddebug.jobs.query.TraceComparison;
import io.distributeddebug.query.TraceSelector;
import io.distributeddebug.report.Display;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Locale;

/** Prints how two sets of traces differ. */
final class CompareRun implements SpanSource.Question {
  private static final int ROWS = 15;

  private final CompareCommand asked;
  private final Console console;
  private final List<TraceSelector> sets;

  CompareRun(CompareCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
    this.sets = asked.selectors();
  }

  ExitCode run() {
    new SpanSource(asked, asked.from, console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    print(
        TraceComparison.of(QueriedTraces.of(archive.spans(), windows()), sets.get(0), sets.get(1)));
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("comparing traces");
    Comparison comparison =
        TraceComparison.of(QueriedTraces.of(lake, windows()), sets.get(0), sets.get(1));
    workbench.endProgress();
    print(comparison);
  }

  /** All times, unless both sets are told by theirs. */
  private List<Window> windows() {
    List<Window> windows = sets.stream().map(TraceSelector::window).toList();
    return windows.contains(TraceSelector.EVER) ? List.of() : windows;
  }

  private void print(Comparison comparison) {
    List<String> names = asked.names();
    if (comparison.first().traces() == 0 && comparison.second().traces() == 0) {
      throw UserError.usage(
          "Cannot compare: no trace is in " + names.get(0) + ", and none in " + names.get(1),
          "Ask for each with distributed-debug traces, which says why nothing matches.");
    }
    if (asked.common.json) {
      console.machineResult(ComparisonJson.of(comparison, names.get(0), names.get(1)));
      return;
    }
    ResultTable sides = ResultTable.of("", "set", "traces", "failed", "p50", "p95");
    side(sides, "A", names.get(0), comparison.first());
    side(sides, "B", names.get(1), comparison.second());
    console.result(sides.text());
    if (comparison.first().isTooSmall() || comparison.second().isTooSmall()) {
      console.result(
          "Cannot tell: fewer than "
              + Comparison.FEWEST_TRACES
              + " traces on a side; what follows may be chance.");
    }
    operations(comparison);
    calls(comparison);
    attributes(comparison);
    if (comparison.isEmpty()) {
      console.result("No difference that chance would not give.");
    }
    if (!comparison.attributesOfTooManyValues().isEmpty()) {
      console.detail(
          "Not compared, of too many values: "
              + String.join(", ", comparison.attributesOfTooManyValues()));
    }
  }

  private static void side(ResultTable table, String letter, String name, Comparison.Side side) {
    table.add(
        List.of(
            letter,
            name,
            side.traces(),
            side.failed(),
            Display.duration(side.durations().quantile(0.5)),
            Display.duration(side.durations().quantile(0.95))));
  }

  private void operations(Comparison comparison) {
    ResultTable table =
        ResultTable.of(
            "operation",
            "is",
            "mean A",
            "mean B",
            "own A",
            "own B",
            "p95 A",
            "p95 B",
            "fails A",
            "fails B",
            "adds to a trace");
    comparison.operations().stream()
        .limit(ROWS)
        .forEach(
            change ->
                table.add(
                    List.of(
                        change.operation(),
                        shown(change.verdict()),
                        time(change.first().meanNanos()),
                        time(change.second().meanNanos()),
                        time(change.first().ownMeanNanos()),
                        time(change.second().ownMeanNanos()),
                        Display.duration(change.first().p95Nanos()),
                        Display.duration(change.second().p95Nanos()),
                        Display.ratio(change.first().errorRatio()),
                        Display.ratio(change.second().errorRatio()),
                        (change.addedOwnNanos() < 0 ? "" : "+") + time(change.addedOwnNanos()))));
    print("Operations, the most regressed first", table, comparison.operations().size());
  }

  private void calls(Comparison comparison) {
    ResultTable table = ResultTable.of("caller", "called", "in B", "traces A", "traces B");
    comparison.calls().stream()
        .limit(ROWS)
        .forEach(
            change ->
                table.add(
                    List.of(
                        change.call().parent(),
                        called(change.call().child()),
                        change.verdict() == Verdict.CANNOT_TELL
                            ? shown(change.verdict())
                            : change.firstTraces() == 0
                                ? "appears"
                                : change.secondTraces() == 0 ? "vanishes" : shown(change.verdict()),
                        share(change.firstTraces(), comparison.first()),
                        share(change.secondTraces(), comparison.second()))));
    print("Calls", table, comparison.calls().size());
  }

  private void attributes(Comparison comparison) {
    ResultTable table = ResultTable.of("attribute", "value", "in B", "traces A", "traces B");
    comparison.attributes().stream()
        .limit(ROWS)
        .forEach(
            change ->
                table.add(
                    List.of(
                        change.attribute(),
                        change.value(),
                        shown(change.verdict()),
                        share(change.firstTraces(), comparison.first()),
                        share(change.secondTraces(), comparison.second()))));
    print("Attributes", table, comparison.attributes().size());
  }

  private void print(String title, ResultTable table, int rows) {
    if (rows > 0) {
      console.result("\n" + title + "\n" + table.text());
      if (rows > ROWS) {
        console.result((rows - ROWS) + " more; --json has all");
      }
    }
  }

  private static String called(OperationKey key) {
    return key.operation().isEmpty() ? key.service() : key.toString();
  }

  private static String share(long traces, Comparison.Side side) {
    return Display.ratio(side.traces() == 0 ? 0 : (double) traces / side.traces());
  }

  private static String shown(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String time(double nanos) {
    return Display.duration(Math.round(nanos));
  }
}
