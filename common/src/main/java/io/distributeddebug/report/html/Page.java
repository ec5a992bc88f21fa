package io.distributeddebug.report.html;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.report.CallStatistics;
import io.distributeddebug.report.Cause;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.EdgeChange;
import io.distributeddebug.report.LatencyQuantiles;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.Timeline;
import io.distributeddebug.report.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the templates show of a report: its lists within the limits, and words for its parts. */
record Page(Report report, Limits limits, Scripts scripts) {
  String title() {
    return KeyFigures.headline(report);
  }

  List<KeyFigures.Figure> figures() {
    return KeyFigures.of(report);
  }

  String chartData() {
    return ChartData.of(report);
  }

  List<Cause> evidenced() {
    return report.causes().stream().filter(Cause::hasEvidence).toList();
  }

  List<Cause> ruledOut() {
    return report.causes().stream().filter(cause -> !cause.hasEvidence()).toList();
  }

  List<Evidence> shown(List<Evidence> evidence) {
    return first(evidence, limits.evidencePerCause());
  }

  /** Edges that changed, those with the most changes and calls first. */
  List<Topology.Edge> changedEdges() {
    return report.topology().edges().stream()
        .filter(edge -> !edge.changes().isEmpty())
        .sorted(
            Comparator.comparing((Topology.Edge edge) -> weight(edge))
                .thenComparing(edge -> -edge.incident().calls())
                .thenComparing(Topology.Edge::caller)
                .thenComparing(Topology.Edge::callee))
        .limit(limits.edges())
        .toList();
  }

  List<Topology.Edge> unchangedEdges() {
    return report.topology().edges().stream()
        .filter(edge -> edge.changes().isEmpty())
        .limit(limits.edges())
        .toList();
  }

  long edgesLeftOut() {
    return report.topology().edges().size()
        - (long) changedEdges().size()
        - unchangedEdges().size();
  }

  private static int weight(Topology.Edge edge) {
    return -edge.changes().stream().mapToInt(Page::weight).sum();
  }

  private static int weight(EdgeChange change) {
    return switch (change) {
      case MORE_ERRORS -> 8;
      case SLOWER -> 4;
      case NEW, GONE -> 2;
      default -> 1;
    };
  }

  static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String words(Topology.Edge edge) {
    return edge.changes().stream().map(Page::words).collect(Collectors.joining(", "));
  }

  /** A quantile of both sides, such as {@code 59 ms → 1.84 s}. */
  static String median(Topology.Edge edge) {
    return either(edge.baseline(), LatencyQuantiles::p50Nanos)
        + " → "
        + either(edge.incident(), LatencyQuantiles::p50Nanos);
  }

  static String errors(Topology.Edge edge) {
    return errors(edge.baseline()) + " → " + errors(edge.incident());
  }

  static String errors(CallStatistics statistics) {
    return statistics.calls() == 0 ? "–" : Display.ratio(statistics.errorRatio());
  }

  static String calls(Topology.Edge edge) {
    return Display.count(edge.baseline().calls()) + " → " + Display.count(edge.incident().calls());
  }

  static String either(
      CallStatistics statistics, java.util.function.ToLongFunction<LatencyQuantiles> quantile) {
    return statistics.latency().map(l -> Display.duration(quantile.applyAsLong(l))).orElse("–");
  }

  List<Timeline.Event> events() {
    return Timeline.inOrder(report.timeline().events());
  }

  List<LatencyBars> latencies() {
    return first(report.timing().operations(), limits.operations()).stream()
        .map(LatencyBars::of)
        .toList();
  }

  List<Waterfalls> traces() {
    return first(report.flow().comparisons(), limits.traces()).stream()
        .map(comparison -> Waterfalls.of(comparison, limits))
        .toList();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    return first(findings, limits.findings());
  }

  static <T> List<T> first(List<T> list, int limit) {
    return list.subList(0, Math.min(limit, list.size()));
  }

  /** Where a list was cut, a sentence about it, else nothing. */
  static String leftOut(long all, long shown, String what) {
    return all <= shown
        ? ""
        : Display.count(all - shown) + " more " + what + " are in report.json only.";
  }

  /** Number, letter, letter: how events are marked on the timeline. */
  static String letter(int index) {
    return index < 26 ? String.valueOf((char) ('A' + index)) : String.valueOf(index + 1);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", Math.min(1, Math.max(0, share)) * 100);
  }
}
