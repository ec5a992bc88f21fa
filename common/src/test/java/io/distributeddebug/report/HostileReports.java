package io.distributeddebug.report;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.telemetry.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** A report whose every text is hostile. */
public final class HostileReports {
  private static final Window WINDOW =
      Window.of(Instant.parse("2026-01-05T09:04:00Z"), Instant.parse("2026-01-05T09:16:00Z"));
  private static final CallStatistics FEW =
      CallStatistics.of(100, 1, new LatencyQuantiles(1_000_000, 2_000_000, 3_000_000, 4_000_000));
  private static final CallStatistics SLOW =
      CallStatistics.of(
          100, 60, new LatencyQuantiles(100_000_000, 200_000_000, 300_000_000, 400_000_000));

  private static final List<Topology.NodeKind> KINDS = List.of(Topology.NodeKind.values());

  private HostileReports() {}

  /** Each string in each kind of text, a cause, finding, node, span, log line each, and so on. */
  public static Report of(List<String> strings) {
    String first = strings.get(0);
    Windows.Found found = new Windows.Found(WINDOW, first);
    Windows windows = Windows.of(found, found);
    List<Cause> causes = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<Topology.Node> nodes = new ArrayList<>();
    List<Topology.Edge> edges = new ArrayList<>();
    List<Timeline.Point> points = new ArrayList<>();
    List<Timeline.Event> events = new ArrayList<>();
    List<Timing.OperationTiming> timings = new ArrayList<>();
    List<TraceView.SpanRow> spans = new ArrayList<>();
    List<Flow.TemplateCount> templates = new ArrayList<>();
    TreeMap<String, Long> versions = new TreeMap<>();
    Report.Builder report = Report.of(first, WINDOW.to(), String.join("", strings));
    for (int i = 0; i < strings.size(); i++) {
      String s = strings.get(i);
      Evidence evidence = new Evidence(s, s, 1, Unit.COUNT, Optional.empty(), s, s);
      causes.add(cause(i + 1, s, evidence));
      findings.add(
          new Finding(
              s,
              Severity.WARNING,
              0.5,
              WINDOW,
              List.of(s),
              s,
              s,
              List.of(new Measure(s, Double.NaN, Unit.RATIO)),
              List.of(evidence),
              s));
      nodes.add(new Topology.Node(s, KINDS.get(i % KINDS.size())));
      edges.add(Topology.Edge.compared(first, s, FEW, SLOW, windows));
      points.add(new Timeline.Point(s, s, WINDOW.fromUnixNanos() + i, SLOW));
      events.add(new Timeline.Event(WINDOW.fromUnixNanos() + i, Timeline.EventKind.OTHER, s, s));
      Timing.Side side = new Timing.Side(SLOW, List.of(new Timing.Part(s, 5)));
      timings.add(new Timing.OperationTiming(s, s, side, side));
      spans.add(span(i, s));
      templates.add(new Flow.TemplateCount(s, s, s, 0, 1));
      versions.put(s, 1L);
      report.recommend(s, s).setting(s, s).artifact(s, s);
    }
    TraceView trace = new TraceView(first, first, first, WINDOW.fromUnixNanos(), 9, spans, 1);
    return report
        .understoodAs(
            new Understanding(
                String.join("", strings),
                strings,
                strings,
                strings,
                strings,
                Optional.of(WINDOW),
                strings,
                strings))
        .comparing(windows)
        .from(new DataCoverage(1, 1, 1, 1, 1, 1, OptionalDouble.empty(), versions, strings))
        .summary(String.join("", strings))
        .causes(causes)
        .findings(findings)
        .topology(new Topology(nodes, edges))
        .timeline(new Timeline(60_000_000_000L, points, events))
        .timing(new Timing(timings))
        .flow(new Flow(List.of(new Flow.Comparison(first, trace, Optional.of(trace))), templates))
        .state(new State(first))
        .build();
  }

  private static Cause cause(int rank, String s, Evidence evidence) {
    return Cause.of(rank, s, "unknown")
        .instance(s)
        .operation(s)
        .resource(s)
        .score(1)
        .confidence(0.6)
        .because(s)
        .evidence(List.of(evidence))
        .against(List.of(evidence))
        .affecting(List.of(s))
        .checkNext(List.of(s))
        .whatToDo(List.of(s))
        .build();
  }

  private static TraceView.SpanRow span(int i, String s) {
    return new TraceView.SpanRow(
        s,
        s,
        i,
        s,
        s,
        s,
        s,
        i,
        5,
        5,
        s,
        Set.of(TraceView.Mark.ERROR),
        List.of(new TraceView.LogLine(i, s, s)));
  }
}
