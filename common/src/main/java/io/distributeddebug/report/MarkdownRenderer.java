package io.distributeddebug.report;

import static io.distributeddebug.report.MarkdownText.cell;
import static io.distributeddebug.report.MarkdownText.name;
import static io.distributeddebug.report.MarkdownText.sentence;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code report.md}: the report for a ticket or a chat, in the order a person asks. */
public final class MarkdownRenderer {
  private static final int EDGES = 40;
  private static final int FINDINGS = 50;
  private static final int TEMPLATES = 20;
  private static final int OPERATIONS = 15;

  /** The whole document, ending in a line break. */
  public String render(Report report) {
    StringBuilder out = new StringBuilder();
    out.append("# Incident report ").append(name(report.runId())).append("\n\n");
    if (!report.summary().isBlank()) {
      out.append(sentence(report.summary())).append("\n\n");
    }
    question(out, report);
    causes(out, report.causes());
    if (report.showsTopology()) {
      topology(out, report.topology());
    }
    timeline(out, report.timeline());
    timing(out, report.timing());
    flow(out, report.flow());
    findings(out, report.findings());
    recommendations(out, report.recommendations());
    run(out, report);
    return out.toString();
  }

  private static void question(StringBuilder out, Report report) {
    Understanding understanding = report.understanding();
    if (!understanding.text().isBlank()) {
      out.append("> ").append(sentence(understanding.text())).append("\n\n");
    }
    names(out, "Symptoms", understanding.symptoms());
    names(out, "Services", understanding.services());
    names(out, "Operations", understanding.operations());
    names(out, "Traces", understanding.traceIds());
    understanding.window().ifPresent(w -> fact(out, "Looked at", Display.window(w)));
    report.windows().incident().ifPresent(found -> fact(out, "Incident", window(found)));
    report.windows().baseline().ifPresent(found -> fact(out, "Baseline", window(found)));
    names(out, "Not understood", understanding.notUnderstood());
    if (!report.data().doubts().isEmpty()) {
      out.append("\nWhat weakens this answer:\n\n");
      report.data().doubts().forEach(doubt -> item(out, sentence(doubt)));
    }
    out.append('\n');
  }

  private static String window(Windows.Found found) {
    return Display.window(found.window()) + ", " + sentence(found.foundBy());
  }

  private static void causes(StringBuilder out, List<Cause> causes) {
    heading(out, "Causes, most likely first");
    List<Cause> evidenced = causes.stream().filter(Cause::hasEvidence).toList();
    if (evidenced.isEmpty()) {
      out.append("No hypothesis has evidence.\n\n");
    }
    evidenced.forEach(cause -> cause(out, cause));
    List<Cause> others = causes.stream().filter(cause -> !cause.hasEvidence()).toList();
    if (!others.isEmpty()) {
      String named =
          others.stream().map(cause -> name(cause.service())).collect(Collectors.joining(", "));
      out.append("Without evidence: ").append(named).append(".\n\n");
    }
  }

  private static void cause(StringBuilder out, Cause cause) {
    out.append("### ")
        .append(cause.rank())
        .append(". ")
        .append(name(cause.service()))
        .append(": ")
        .append(sentence(Display.kind(cause.kind())))
        .append(", ")
        .append(Display.confidence(cause.confidence()))
        .append(" confidence\n\n");
    cause.operation().ifPresent(operation -> fact(out, "Operation", name(operation)));
    cause.instance().ifPresent(instance -> fact(out, "Instance", name(instance)));
    cause.resource().ifPresent(resource -> fact(out, "Resource", name(resource)));
    names(out, "Affected", cause.affected());
    if (!cause.explanation().isBlank()) {
      out.append('\n').append(sentence(cause.explanation())).append("\n\n");
    }
    evidence(out, "Evidence for it", cause.evidence());
    evidence(out, "Evidence against it", cause.evidenceAgainst());
    sentences(out, "Check next", cause.whatToCheckNext());
    sentences(out, "What to do", cause.whatToDo());
  }

  private static void evidence(StringBuilder out, String title, List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    out.append(title).append(":\n\n");
    for (Evidence each : evidence) {
      String where = each.where().isBlank() ? "" : " (" + name(each.where()) + ")";
      item(
          out,
          sentence(each.signal())
              + ": "
              + sentence(each.statement())
              + ": **"
              + Display.beforeAndAfter(each)
              + "**"
              + where);
    }
    out.append('\n');
  }

  private static void topology(StringBuilder out, Topology topology) {
    List<Topology.Edge> changed =
        topology.edges().stream().filter(edge -> !edge.changes().isEmpty()).toList();
    heading(out, "Changed calls between services");
    if (changed.isEmpty()) {
      out.append("No edge differs from the baseline.\n\n");
      return;
    }
    out.append("| Caller | Callee | Change | Calls | Errors | Median |\n");
    out.append("| --- | --- | --- | --: | --: | --: |\n");
    for (Topology.Edge edge : changed.subList(0, Math.min(EDGES, changed.size()))) {
      String changes =
          edge.changes().stream()
              .map(change -> change.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .collect(Collectors.joining(", "));
      row(
          out,
          cell(edge.caller()),
          cell(edge.callee()),
          changes,
          Display.count(edge.baseline().calls()) + " → " + Display.count(edge.incident().calls()),
          errors(edge.baseline()) + " → " + errors(edge.incident()),
          median(edge.baseline()) + " → " + median(edge.incident()));
    }
    leftOut(out, changed.size(), EDGES);
  }

  private static String errors(CallStatistics statistics) {
    return statistics.calls() == 0 ? "–" : Display.ratio(statistics.errorRatio());
  }

  private static String median(CallStatistics statistics) {
    return statistics.latency().map(l -> Display.duration(l.p50Nanos())).orElse("–");
  }

  private static String p95(CallStatistics statistics) {
    return statistics.latency().map(l -> Display.duration(l.p95Nanos())).orElse("–");
  }

  private static void timeline(StringBuilder out, Timeline timeline) {
    if (timeline.events().isEmpty()) {
      return;
    }
    heading(out, "Timeline (UTC)");
    for (Timeline.Event event : Timeline.inOrder(timeline.events())) {
      String service = event.service().isEmpty() ? "" : name(event.service()) + " ";
      item(
          out,
          Display.timeOfDay(event.atUnixNanos()) + " " + service + sentence(event.statement()));
    }
    out.append('\n');
  }

  private static void timing(StringBuilder out, Timing timing) {
    if (timing.operations().isEmpty()) {
      return;
    }
    heading(out, "Latency before and during");
    out.append("| Service | Operation | Median | p95 | Failed | Mean spent on |\n");
    out.append("| --- | --- | --: | --: | --: | --- |\n");
    List<Timing.OperationTiming> operations = timing.operations();
    for (Timing.OperationTiming each :
        operations.subList(0, Math.min(OPERATIONS, operations.size()))) {
      CallStatistics before = each.baseline().requests();
      CallStatistics during = each.incident().requests();
      row(
          out,
          cell(each.service()),
          cell(each.operation()),
          median(before) + " → " + median(during),
          p95(before) + " → " + p95(during),
          errors(before) + " → " + errors(during),
          parts(each.incident()));
    }
    leftOut(out, operations.size(), OPERATIONS);
  }

  private static String parts(Timing.Side side) {
    return side.parts().stream()
        .filter(part -> part.meanNanos() > 0)
        .map(part -> cell(part.name()) + " " + Display.duration(part.meanNanos()))
        .collect(Collectors.joining(", "));
  }

  private static void flow(StringBuilder out, Flow flow) {
    if (!flow.comparisons().isEmpty()) {
      heading(out, "Traces");
      for (Flow.Comparison each : flow.comparisons()) {
        String healthy =
            each.healthy()
                .map(
                    t ->
                        "; healthy: "
                            + name(t.traceId())
                            + ", "
                            + Display.duration(t.durationNanos()))
                .orElse("");
        item(
            out,
            name(each.trace().traceId())
                + " "
                + sentence(each.reason())
                + ", "
                + Display.duration(each.trace().durationNanos())
                + healthy);
      }
      out.append('\n');
    }
    if (!flow.templates().isEmpty()) {
      heading(out, "Log lines that changed");
      out.append("| Service | Level | Line | Baseline | Incident |\n");
      out.append("| --- | --- | --- | --: | --: |\n");
      List<Flow.TemplateCount> templates = flow.templates();
      for (Flow.TemplateCount each : templates.subList(0, Math.min(TEMPLATES, templates.size()))) {
        row(
            out,
            cell(each.service()),
            cell(each.severity()),
            cell(each.template()),
            Display.count(each.baselineCount()),
            Display.count(each.incidentCount()));
      }
      leftOut(out, templates.size(), TEMPLATES);
    }
  }

  private static void findings(StringBuilder out, List<Finding> findings) {
    heading(out, "Findings");
    if (findings.isEmpty()) {
      out.append("Nothing differs from the baseline beyond chance.\n\n");
      return;
    }
    for (Finding finding : findings.subList(0, Math.min(FINDINGS, findings.size()))) {
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      String services =
          finding.services().stream().map(MarkdownText::name).collect(Collectors.joining(", "));
      item(
          out,
          "**"
              + severity
              + "** "
              + sentence(Display.kind(finding.kind()))
              + (services.isEmpty() ? "" : " (" + services + ")")
              + ": "
              + sentence(finding.summary()));
    }
    out.append('\n');
    leftOut(out, findings.size(), FINDINGS);
  }

  private static void recommendations(StringBuilder out, List<Recommendation> recommendations) {
    heading(out, "What to do next");
    if (recommendations.isEmpty()) {
      out.append("Nothing is recommended.\n");
    }
    int number = 1;
    for (Recommendation each : recommendations) {
      String reason = each.reason().isBlank() ? "" : " " + sentence(each.reason());
      out.append(number++).append(". ").append("**").append(sentence(each.action())).append("**");
      out.append(reason).append('\n');
    }
    out.append('\n');
  }

  private static void run(StringBuilder out, Report report) {
    heading(out, "About this run");
    DataCoverage data = report.data();
    fact(out, "Command", name(report.command()));
    fact(out, "Made", Display.instant(report.generatedAt()));
    fact(
        out,
        "Stands on",
        Display.count(data.spans())
            + " spans in "
            + Display.count(data.traces())
            + " traces, "
            + Display.count(data.logs())
            + " log records, "
            + Display.count(data.metricPoints())
            + " metric points, "
            + Display.count(data.services())
            + " services; "
            + Display.count(data.rejects())
            + " records rejected");
    fact(
        out,
        "Complete traces",
        data.traceCompletenessRatio().isPresent()
            ? Display.ratio(data.traceCompletenessRatio().getAsDouble())
            : "unknown");
    names(
        out,
        "Table versions",
        data.tableVersions().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .toList());
    report.settings().forEach((key, value) -> fact(out, name(key), name(value)));
    report.artifacts().forEach((key, value) -> fact(out, name(key), name(value)));
    fact(out, "State", sentence(report.state().note()));
  }

  private static void heading(StringBuilder out, String text) {
    out.append("## ").append(text).append("\n\n");
  }

  private static void item(StringBuilder out, String markdown) {
    out.append("- ").append(markdown).append('\n');
  }

  private static void fact(StringBuilder out, String key, String markdown) {
    item(out, key + ": " + markdown);
  }

  private static void names(StringBuilder out, String key, List<String> names) {
    if (!names.isEmpty()) {
      fact(out, key, names.stream().map(MarkdownText::name).collect(Collectors.joining(", ")));
    }
  }

  private static void sentences(StringBuilder out, String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    out.append(title).append(":\n\n");
    sentences.forEach(each -> item(out, sentence(each)));
    out.append('\n');
  }

  private static void row(StringBuilder out, String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static void leftOut(StringBuilder out, int all, int limit) {
    out.append('\n');
    if (all > limit) {
      out.append(all - limit).append(" more are in report.json.\n\n");
    }
  }
}
