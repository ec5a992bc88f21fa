package io.distributeddebug.report.html;

import io.distributeddebug.report.Cause;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.LatencyQuantiles;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.Timeline;
import io.distributeddebug.report.Timing;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.report.Windows;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is seen first: the answer in a line, and the few numbers that say how bad it was. */
final class KeyFigures {
  private static final double CLEAR = 0.5;
  private static final int NAME_CHARS = 60;

  private KeyFigures() {}

  /**
   * One number with its meaning.
   *
   * @param before the baseline's value, empty where there is none
   */
  record Figure(String label, String before, String value, String note) {}

  static String headline(Report report) {
    if (report.summary().startsWith("Nothing stands out")) {
      return "Nothing stands out";
    }
    Optional<Cause> first = report.causes().stream().filter(Cause::hasEvidence).findFirst();
    if (first.isEmpty()) {
      return "No cause was found";
    }
    Cause cause = first.get();
    String named =
        VisibleText.line(cause.service(), NAME_CHARS) + ": " + Display.kind(cause.kind());
    return cause.confidence() >= CLEAR ? named : "No clear cause; first suspect " + named;
  }

  static List<Figure> of(Report report) {
    List<Figure> figures = new ArrayList<>();
    report.windows().incident().ifPresent(found -> addTimes(figures, found));
    addFailures(figures, report);
    addLatency(figures, report.timing());
    if (!report.causes().isEmpty() && !report.causes().get(0).affected().isEmpty()) {
      addAffected(figures, report.causes().get(0).affected());
    }
    return figures;
  }

  private static void addTimes(List<Figure> figures, Windows.Found found) {
    Window window = found.window();
    String date = Display.instant(window.from()).substring(0, 10);
    figures.add(new Figure("Began", "", Display.timeOfDay(window.fromUnixNanos()), date + ", UTC"));
    figures.add(
        new Figure(
            "Lasted",
            "",
            Display.duration(window.nanos()),
            "to " + Display.timeOfDay(window.toUnixNanos())));
  }

  private static void addFailures(List<Figure> figures, Report report) {
    if (report.windows().incident().isEmpty() || report.timeline().points().isEmpty()) {
      return;
    }
    Traffic during = Traffic.in(report.windows().incident().get().window(), report.timeline());
    if (during.requests == 0) {
      return;
    }
    String before =
        report
            .windows()
            .baseline()
            .map(found -> Traffic.in(found.window(), report.timeline()))
            .filter(traffic -> traffic.requests > 0)
            .map(Traffic::failed)
            .orElse("");
    figures.add(
        new Figure(
            "Failed requests",
            before,
            during.failed(),
            Display.count(during.errors) + " of " + Display.count(during.requests)));
  }

  private record Traffic(long requests, long errors) {
    static Traffic in(Window window, Timeline timeline) {
      long requests = 0;
      long errors = 0;
      for (Timeline.Point point : timeline.points()) {
        if (window.contains(point.fromUnixNanos())) {
          requests += point.requests().calls();
          errors += point.requests().errors();
        }
      }
      return new Traffic(requests, errors);
    }

    String failed() {
      return Display.ratio((double) errors / requests);
    }
  }

  /** The operation whose 95th percentile grew by the largest factor. */
  private static void addLatency(List<Figure> figures, Timing timing) {
    Timing.OperationTiming worst = null;
    double worstGrowth = 0;
    for (Timing.OperationTiming operation : timing.operations()) {
      double growth = growth(operation);
      if (growth > worstGrowth) {
        worst = operation;
        worstGrowth = growth;
      }
    }
    if (worst == null) {
      return;
    }
    figures.add(
        new Figure(
            "95th percentile",
            Page.either(worst.baseline().requests(), LatencyQuantiles::p95Nanos),
            Page.either(worst.incident().requests(), LatencyQuantiles::p95Nanos),
            VisibleText.line(worst.service() + " " + worst.operation(), NAME_CHARS)));
  }

  private static double growth(Timing.OperationTiming operation) {
    Optional<LatencyQuantiles> before = operation.baseline().requests().latency();
    Optional<LatencyQuantiles> during = operation.incident().requests().latency();
    return before.isEmpty() || during.isEmpty()
        ? 0
        : during.get().p95Nanos() / Math.max(1.0, (double) before.get().p95Nanos());
  }

  private static void addAffected(List<Figure> figures, List<String> affected) {
    String names = VisibleText.line(String.join(", ", Page.first(affected, 4)), NAME_CHARS);
    String note = affected.size() > 4 ? names + ", …" : names;
    String value = affected.size() == 1 ? "1 service" : affected.size() + " services";
    figures.add(new Figure("Affected", "", value, note));
  }
}
