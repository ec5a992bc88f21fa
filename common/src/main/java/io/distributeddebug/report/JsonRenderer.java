package io.distributeddebug.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code report.json}: keys in snake_case, times ISO-8601 UTC with nanoseconds, durations in
 * nanoseconds; {@code report.schema.json} beside this class says the rest. Numbers that are not
 * finite are null, lone surrogates U+FFFD.
 */
public final class JsonRenderer {
  private final JsonMapper mapper = JsonMapper.builder().build();

  /** The whole document, ending in a line break. */
  public String render(Report report) {
    JsonTree root = JsonTree.object(mapper);
    root.put("schema_version", Report.SCHEMA_VERSION)
        .put("run_id", report.runId())
        .putTime("generated_at", report.generatedAt())
        .put("command", report.command());
    understanding(root.child("understanding"), report.understanding());
    JsonTree windows = root.child("windows");
    window(windows, "incident", report.windows().incident());
    window(windows, "baseline", report.windows().baseline());
    data(root.child("data"), report.data());
    root.put("summary", report.summary());
    root.putAll("causes", report.causes(), JsonRenderer::cause);
    Map<String, Integer> idsSeen = new HashMap<>();
    root.putAll("findings", report.findings(), (node, finding) -> finding(node, finding, idsSeen));
    topology(root.child("topology"), report.topology());
    JsonSections.timeline(root, report.timeline());
    JsonSections.timing(root.child("timing"), report.timing());
    JsonSections.flow(root.child("flow"), report.flow());
    JsonSections.state(root.child("state"), report.state());
    root.putAll(
        "recommendations",
        report.recommendations(),
        (node, r) -> node.put("action", r.action()).put("reason", r.reason()));
    JsonTree settings = root.child("settings");
    report.settings().forEach(settings::put);
    JsonTree artifacts = root.child("artifacts");
    report.artifacts().forEach(artifacts::put);
    return text(root.node());
  }

  private String text(ObjectNode node) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return mapper.writer(printer).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree in memory always prints
    }
  }

  private static void understanding(JsonTree node, Understanding understanding) {
    node.put("text", understanding.text())
        .putTexts("symptoms", understanding.symptoms())
        .putTexts("services", understanding.services())
        .putTexts("operations", understanding.operations())
        .putTexts("trace_ids", understanding.traceIds());
    JsonTree window = node.child("window");
    understanding.window().ifPresent(w -> window.putTime("from", w.from()).putTime("to", w.to()));
    node.putTexts("correlations", understanding.correlations())
        .putTexts("not_understood", understanding.notUnderstood());
  }

  private static void window(JsonTree windows, String name, Optional<Windows.Found> found) {
    if (found.isEmpty()) {
      windows.putNull(name);
      return;
    }
    windows
        .child(name)
        .putTime("from", found.get().window().from())
        .putTime("to", found.get().window().to())
        .put("found_by", found.get().foundBy());
  }

  private static void data(JsonTree node, DataCoverage data) {
    node.put("spans", data.spans())
        .put("traces", data.traces())
        .put("logs", data.logs())
        .put("metric_points", data.metricPoints())
        .put("rejects", data.rejects())
        .put("services", data.services());
    if (data.traceCompletenessRatio().isPresent()) {
      node.put("trace_completeness_ratio", data.traceCompletenessRatio().getAsDouble());
    } else {
      node.putNull("trace_completeness_ratio");
    }
    JsonTree versions = node.child("table_versions");
    data.tableVersions().forEach((table, version) -> versions.put(table, version));
    node.putTexts("doubts", data.doubts());
  }

  private static void cause(JsonTree node, Cause cause) {
    node.put("rank", cause.rank())
        .put("service", cause.service())
        .put("instance", cause.instance())
        .put("operation", cause.operation())
        .put("resource", cause.resource())
        .put("kind", cause.kind())
        .put("score", cause.score())
        .put("confidence", cause.confidence())
        .put("explanation", cause.explanation())
        .putAll("evidence", cause.evidence(), JsonRenderer::evidence)
        .putAll("evidence_against", cause.evidenceAgainst(), JsonRenderer::evidence)
        .putTexts("affected", cause.affected())
        .put("ruled_out_because", cause.ruledOutBecause())
        .putTexts("what_to_check_next", cause.whatToCheckNext())
        .putTexts("what_to_do", cause.whatToDo());
  }

  private static void evidence(JsonTree node, Evidence evidence) {
    node.put("signal", evidence.signal())
        .put("statement", evidence.statement())
        .put("value", evidence.value())
        .putName("unit", evidence.unit());
    if (evidence.baseline().isPresent()) {
      node.put("baseline", evidence.baseline().get());
    } else {
      node.putNull("baseline");
    }
    node.put("where", evidence.where()).put("query", evidence.query());
  }

  private static void finding(JsonTree node, Finding finding, Map<String, Integer> idsSeen) {
    String id = id(finding);
    int repeat = idsSeen.merge(id, 1, Integer::sum);
    node.put("id", repeat == 1 ? id : id + "-" + repeat)
        .put("kind", finding.kind())
        .putName("severity", finding.severity())
        .put("confidence", finding.confidence());
    node.child("window")
        .putTime("from", finding.window().from())
        .putTime("to", finding.window().to());
    node.putTexts("services", finding.services())
        .put("operation", finding.operation())
        .put("summary", finding.summary());
    JsonTree measures = node.child("measures");
    for (Measure measure : finding.measures()) {
      measures.child(measure.name()).put("value", measure.value()).putName("unit", measure.unit());
    }
    node.putAll("evidence", finding.evidence(), JsonRenderer::evidence)
        .put("recommendation", finding.recommendation());
  }

  /** Equal for the same thing found again, whatever its numbers are this time. */
  private static String id(Finding finding) {
    List<String> named = List.of(String.join("\n", finding.services()), finding.operation());
    return finding.kind() + "-" + String.format("%08x", named.hashCode());
  }

  private static void topology(JsonTree node, Topology topology) {
    node.putAll(
            "nodes",
            topology.nodes(),
            (child, n) -> child.put("name", n.name()).putName("kind", n.kind()))
        .putAll(
            "edges",
            topology.edges(),
            (child, edge) -> {
              child.put("caller", edge.caller()).put("callee", edge.callee());
              JsonSections.statistics(child.child("baseline"), edge.baseline());
              JsonSections.statistics(child.child("incident"), edge.incident());
              ArrayNode changes = child.node().putArray("changes");
              edge.changes().forEach(change -> changes.add(JsonTree.name(change)));
            });
  }
}
