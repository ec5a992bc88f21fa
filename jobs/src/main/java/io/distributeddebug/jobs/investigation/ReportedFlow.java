package io.distributeddebug.jobs.investigation;

import io.distributeddebug.jobs.anomaly.ExampleTraces;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.report.Flow;
import io.distributeddebug.report.TraceView;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Example traces with their lines beside healthy ones, and the log templates that changed. */
final class ReportedFlow {
  private static final int MOST_TRACES = 3;
  private static final int MOST_TEMPLATES = 30;

  private final PinnedContext context;
  private final TrafficComparison traffic;
  private final String suspect;

  /**
   * @param suspect the first cause's service, whose spans are marked; empty without one
   */
  ReportedFlow(PinnedContext context, TrafficComparison traffic, String suspect) {
    this.context = context;
    this.traffic = traffic;
    this.suspect = suspect;
  }

  Flow flow(List<TemplateCount> templates) {
    LakeSnapshot lake = context.snapshot();
    Optional<String> asked = context.question().traceId();
    Set<String> worst = new LinkedHashSet<>(asked.stream().toList());
    worst.addAll(ExampleTraces.worst(traffic, MOST_TRACES));
    Map<String, List<Row>> spans = byTrace(ExampleTraces.spans(lake.read(TraceSpans.TABLE), worst));
    asked.filter(id -> !spans.containsKey(id)).ifPresent(this::refuse);
    Map<String, String> healthyOf = healthy(spans);
    Map<String, List<Row>> healthy =
        byTrace(ExampleTraces.spans(lake.read(TraceSpans.TABLE), healthyOf.values()));
    Map<String, List<Row>> all = new LinkedHashMap<>(spans);
    all.putAll(healthy);
    Map<String, List<Row>> logs = byTrace(logs(all));

    List<Flow.Comparison> comparisons = new ArrayList<>();
    for (String id : worst) {
      if (spans.containsKey(id)) {
        comparisons.add(
            new Flow.Comparison(
                reason(id, asked),
                view(spans.get(id), logs),
                Optional.ofNullable(healthyOf.get(id))
                    .filter(healthy::containsKey)
                    .map(other -> view(healthy.get(other), logs))));
      }
    }
    return new Flow(comparisons, counts(templates));
  }

  private void refuse(String traceId) {
    String range =
        context
            .snapshot()
            .statistics(Traces.TABLE)
            .flatMap(statistics -> statistics.time())
            .map(time -> "The lake holds traces from " + time.from() + " to " + time.to() + ".")
            .orElse("The lake holds no traces.");
    throw UserError.usage("Cannot find trace '" + traceId + "' in the lake", range);
  }

  private static String reason(String id, Optional<String> asked) {
    return asked.filter(id::equals).isPresent()
        ? "asked for"
        : "among the slowest or failed of the entry operations that changed most";
  }

  /** For each trace one of the same entry operation from the baseline. */
  private Map<String, String> healthy(Map<String, List<Row>> spans) {
    List<Window> baseline = new ArrayList<>();
    for (int slice = 0; slice < traffic.slices().count(); slice++) {
      if (!traffic.slices().isIncident(slice)) {
        baseline.add(traffic.slices().window(slice));
      }
    }
    Map<String, String> healthyOf = new LinkedHashMap<>();
    if (baseline.isEmpty()) {
      return healthyOf;
    }
    Window window =
        new Window(
            baseline.get(0).fromUnixNanos(), baseline.get(baseline.size() - 1).toUnixNanos());
    Map<List<String>, Optional<String>> known = new LinkedHashMap<>();
    spans.forEach(
        (id, rows) -> {
          Row root = rows.get(0);
          String service = root.getAs(Spans.SERVICE.name());
          String operation = root.getAs(Spans.OPERATION.name());
          known
              .computeIfAbsent(
                  List.of(service, operation),
                  entry ->
                      ExampleTraces.healthy(
                          context.snapshot().read(Traces.TABLE, window),
                          window,
                          service,
                          operation,
                          usualNanos(service, operation)))
              .ifPresent(other -> healthyOf.put(id, other));
        });
    return healthyOf;
  }

  private long usualNanos(String service, String operation) {
    return traffic.operations().stream()
        .filter(pair -> pair.key().service().equals(service))
        .filter(pair -> pair.key().operation().equals(operation))
        .filter(pair -> pair.baseline().requests() > 0)
        .mapToLong(pair -> pair.baseline().durations().quantile(0.5))
        .findFirst()
        .orElse(0);
  }

  private List<Row> logs(Map<String, List<Row>> traces) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Set<String> services = new TreeSet<>();
    for (List<Row> rows : traces.values()) {
      for (Row row : rows) {
        from = Math.min(from, row.<Long>getAs(Spans.START_UNIX_NANOS.name()));
        to = Math.max(to, row.<Long>getAs(Spans.END_UNIX_NANOS.name()));
        services.add(row.getAs(Spans.SERVICE.name()));
      }
    }
    return from > to
        ? List.of()
        : ExampleTraces.logs(
            context.snapshot().read(Logs.TABLE),
            traces.keySet(),
            services,
            new Window(from, to + 1));
  }

  private TraceView view(List<Row> spans, Map<String, List<Row>> logs) {
    String id = spans.get(0).getAs(Spans.TRACE_ID.name());
    return new TraceViews(suspect).of(spans, logs.getOrDefault(id, List.of()));
  }

  private static Map<String, List<Row>> byTrace(List<Row> rows) {
    Map<String, List<Row>> traces = new LinkedHashMap<>();
    for (Row row : rows) {
      traces.computeIfAbsent(row.getAs(Spans.TRACE_ID.name()), id -> new ArrayList<>()).add(row);
    }
    return traces;
  }

  /** New ones and errors first, then by how far the count is from what the baseline expects. */
  private List<Flow.TemplateCount> counts(List<TemplateCount> templates) {
    double share =
        (double) traffic.slices().incidentNanos() / Math.max(1, traffic.slices().baselineNanos());
    return templates.stream()
        .filter(template -> surprise(template, share) >= 2)
        .sorted(
            Comparator.comparing((TemplateCount template) -> !template.isError())
                .thenComparing(template -> -surprise(template, share))
                .thenComparing(TemplateCount::service)
                .thenComparing(TemplateCount::template))
        .limit(MOST_TEMPLATES)
        .map(
            template ->
                new Flow.TemplateCount(
                    template.service(),
                    template.severity(),
                    template.template(),
                    template.baselineCount(),
                    template.incidentCount()))
        .toList();
  }

  /** Difference from the expected count in standard deviations of a Poisson count. */
  private static double surprise(TemplateCount template, double share) {
    double expected = template.baselineCount() * share;
    return Math.abs(template.incidentCount() - expected) / Math.sqrt(expected + 1);
  }
}
