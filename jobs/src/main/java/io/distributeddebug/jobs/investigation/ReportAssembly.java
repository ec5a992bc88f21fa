package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.incident.Understanding;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableStatistics;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.report.DataCoverage;
import io.distributeddebug.report.Recommendation;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.Windows;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Puts the parts of an answer into one report. */
final class ReportAssembly {
  private final InvestigationRequest request;
  private final AskedQuestion asked;
  private final PinnedContext context;
  private final RankedCauses causes;
  private final ComparedWindows compared;
  private final StateAnalysis state;
  private final Conclusion conclusion;

  ReportAssembly(
      InvestigationRequest request,
      AskedQuestion asked,
      PinnedContext context,
      RankedCauses causes,
      ComparedWindows compared,
      StateAnalysis state,
      Conclusion conclusion) {
    this.request = request;
    this.asked = asked;
    this.context = context;
    this.causes = causes;
    this.compared = compared;
    this.state = state;
    this.conclusion = conclusion;
  }

  Report report() {
    Windows windows = windows();
    Report.Builder report =
        Report.of(request.runId(), request.generatedAt(), request.command())
            .understoodAs(understanding())
            .comparing(windows)
            .from(coverage())
            .summary(conclusion.summary())
            .causes(ReportedCauses.of(causes.hypotheses()))
            .findings(compared.findings())
            .state(state.shown())
            .setting("investigation_id", context.question().investigationId());
    if (shows(Correlation.DEPENDENCY)) {
      report.topology(ReportedTraffic.topology(compared.traffic(), windows));
    }
    if (shows(Correlation.TIMING)) {
      report.timing(ReportedTraffic.timing(compared.traffic()));
      report.timeline(
          new ReportedTimeline(causes, compared).timeline(context.question().atUnixNanos()));
    }
    if (shows(Correlation.FLOW) || context.question().traceId().isPresent()) {
      report.flow(
          new ReportedFlow(context, compared.traffic(), suspect()).flow(compared.templates()));
    }
    for (Recommendation recommendation : conclusion.recommendations()) {
      report.recommend(recommendation.action(), recommendation.reason());
    }
    return report.build();
  }

  private boolean shows(Correlation view) {
    return asked.views().contains(view);
  }

  private String suspect() {
    return causes.nothingStandsOut() ? "" : causes.hypotheses().get(0).service();
  }

  private io.distributeddebug.report.Understanding understanding() {
    Understanding read = asked.understanding();
    Set<String> services = new LinkedHashSet<>(request.services());
    services.addAll(read.services());
    Set<String> traceIds = new LinkedHashSet<>(request.traceId().stream().toList());
    traceIds.addAll(read.traceIds());
    return new io.distributeddebug.report.Understanding(
        read.text(),
        read.symptoms().stream().map(symptom -> symptom.label()).toList(),
        List.copyOf(services),
        read.operations(),
        List.copyOf(traceIds),
        Optional.of(context.recorded()),
        asked.views().stream().map(Correlation::label).toList(),
        read.notUnderstood());
  }

  private Windows windows() {
    Window first = causes.incident();
    if (causes.baselines().isEmpty()) {
      return new Windows(
          Optional.of(new Windows.Found(first, causes.incidentFoundBy())), Optional.empty());
    }
    long from = causes.baselines().stream().mapToLong(Window::fromUnixNanos).min().orElse(0);
    long to = causes.baselines().stream().mapToLong(Window::toUnixNanos).max().orElse(0);
    return Windows.of(
        new Windows.Found(first, causes.incidentFoundBy()),
        new Windows.Found(new Window(from, to), causes.baselineFoundBy()));
  }

  private DataCoverage coverage() {
    LakeSnapshot snapshot = context.snapshot();
    List<String> doubts = new ArrayList<>(conclusion.gaps());
    doubts.addAll(asked.understanding().remarks());
    doubts.addAll(causes.absentSignals());
    doubts.addAll(samplingDoubts());
    return new DataCoverage(
        rows(snapshot, Spans.TABLE),
        rows(snapshot, Traces.TABLE),
        rows(snapshot, Logs.TABLE),
        rows(snapshot, Metrics.TABLE),
        rows(snapshot, Rejects.TABLE),
        services(),
        completeness(),
        snapshot.versions(),
        doubts);
  }

  private List<String> samplingDoubts() {
    List<String> doubts = new ArrayList<>();
    long traces = compared.timeline().traces();
    long sampled = compared.timeline().sampledTraces();
    long byTail = compared.timeline().tailSampledTraces();
    if (sampled > 0) {
      doubts.add(
          "%d of %d traces stand for others that were not recorded; rates count these too."
              .formatted(sampled, traces));
    }
    if (byTail > 0) {
      doubts.add(
          "%d of %d traces were kept for what they were (tail sampling): failed and slow requests are more frequent here than among all requests."
              .formatted(byTail, traces));
    }
    return doubts;
  }

  private long services() {
    Set<String> services = new LinkedHashSet<>();
    compared.traffic().baseline().services().keySet().forEach(key -> services.add(key.service()));
    compared.traffic().incident().services().keySet().forEach(key -> services.add(key.service()));
    return services.size();
  }

  private OptionalDouble completeness() {
    long traces = compared.timeline().traces();
    return traces == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) compared.timeline().completeTraces() / traces);
  }

  private static long rows(LakeSnapshot snapshot, Table table) {
    return Math.max(0, snapshot.statistics(table).map(TableStatistics::rows).orElse(0L));
  }
}
