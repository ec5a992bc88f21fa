package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Dependencies;
import io.distributeddebug.jobs.lake.Findings;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Latencies;
import io.distributeddebug.jobs.lake.LogTemplates;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.MetricChanges;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.latency.LatencyRows;
import io.distributeddebug.jobs.latency.RequestTimelineQuery;
import io.distributeddebug.jobs.latency.TrafficQuery;
import io.distributeddebug.jobs.logs.TemplateCountQuery;
import io.distributeddebug.jobs.metrics.MetricSeriesQuery;
import io.distributeddebug.jobs.topology.DependencyRows;
import io.distributeddebug.jobs.trace.ImpossibleCallsQuery;
import io.distributeddebug.latency.RequestTimeline;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.pattern.Detectors;
import io.distributeddebug.pattern.Observations;
import io.distributeddebug.statistics.MetricChange;
import io.distributeddebug.statistics.MetricSeries;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What differs between the incident window and the baseline, beside the causes.
 *
 * @param traffic requests and calls in both windows
 * @param timeline requests from outside over the whole search window
 * @param findings most severe first
 */
record ComparedWindows(
    TrafficComparison traffic,
    RequestTimeline timeline,
    List<TemplateCount> templates,
    List<MetricChange> metrics,
    List<Finding> findings) {
  private static final long METRIC_HISTORY_NANOS = 1_800_000_000_000L;

  ComparedWindows {
    templates = List.copyOf(templates);
    metrics = List.copyOf(metrics);
    findings = List.copyOf(findings);
  }

  /** Five queries at once: each is small, and most of its time is planning. */
  static ComparedWindows of(PinnedContext context, RankedCauses causes, Queries queries) {
    LakeSnapshot lake = context.snapshot();
    Window search = context.recorded();
    Window incident = causes.incident();
    Slices slices = Slices.of(causes.baselines(), incident);
    Window history =
        new Window(incident.fromUnixNanos() - METRIC_HISTORY_NANOS, incident.fromUnixNanos());
    Window logsRead =
        new Window(
            Math.min(search.fromUnixNanos(), slices.span().fromUnixNanos()),
            Math.max(slices.span().toUnixNanos(), incident.toUnixNanos()));

    var traffic =
        queries.start(
            () ->
                TrafficQuery.collect(
                    lake.readUnsplit(TraceSpans.TABLE, TrafficQuery.reads(slices)), slices));
    var timeline =
        queries.start(() -> RequestTimelineQuery.collect(lake.read(Traces.TABLE, search), search));
    var templates =
        queries.start(() -> TemplateCountQuery.collect(lake.read(Logs.TABLE, logsRead), slices));
    Window metricsRead = new Window(history.fromUnixNanos(), incident.toUnixNanos());
    var series =
        queries.start(
            () -> MetricSeriesQuery.collect(lake.read(Metrics.TABLE, metricsRead), metricsRead));

    Window seenIn =
        new Window(
            slices.span().fromUnixNanos(),
            Math.max(slices.span().toUnixNanos(), incident.toUnixNanos()));
    var impossible =
        queries.start(
            () -> ImpossibleCallsQuery.collect(lake.read(TraceSpans.TABLE, seenIn), seenIn));

    TrafficComparison compared = TrafficComparison.of(traffic.result());
    RequestTimeline requests = timeline.result();
    List<MetricSeries> metrics = series.result();
    Observations seen =
        new Observations(
            compared,
            templates.result(),
            metrics,
            history,
            completenessRatio(requests),
            impossible.result());
    return new ComparedWindows(
        compared,
        requests,
        seen.templates(),
        MetricChange.of(metrics, history, incident),
        Detectors.run(Detectors.standard(), seen));
  }

  /**
   * Services whose spans are lost, and those that call them, each with the sentence that says so.
   */
  Map<String, Evidence> gaps() {
    Map<String, Evidence> gaps = new TreeMap<>();
    for (Finding finding : findings) {
      if (finding.kind().equals("lost-spans")) {
        String lost = finding.services().get(0);
        Evidence gap =
            new Evidence(
                "spans",
                finding.summary(),
                finding.measures().get(1).value(),
                finding.measures().get(1).unit(),
                Optional.of(finding.measures().get(2).value()),
                lost,
                "");
        gaps.put(lost, gap);
        traffic.edges().stream()
            .filter(pair -> pair.key().callee().equals(lost))
            .forEach(pair -> gaps.putIfAbsent(pair.key().caller(), gap));
      }
    }
    return gaps;
  }

  /** With findings of state before those of the same severity. */
  ComparedWindows with(List<Finding> more) {
    List<Finding> all = new ArrayList<>(more);
    all.addAll(findings);
    all.sort(Comparator.comparing(Finding::severity).reversed());
    return new ComparedWindows(traffic, timeline, templates, metrics, all);
  }

  /** 1 where there are no traces. */
  private static double completenessRatio(RequestTimeline requests) {
    return requests.traces() == 0 ? 1 : (double) requests.completeTraces() / requests.traces();
  }

  void store(PinnedContext context) {
    Question question = context.question();
    String id = question.investigationId();
    context.replace(Dependencies.TABLE, DependencyRows.of(id, traffic));
    context.replace(Latencies.TABLE, LatencyRows.of(id, traffic));
    context.replace(LogTemplates.TABLE, TemplateCountQuery.rows(id, templates));
    context.replace(MetricChanges.TABLE, MetricSeriesQuery.rows(id, metrics));
    context.replace(Findings.TABLE, FindingRows.of(id, findings));
  }
}
