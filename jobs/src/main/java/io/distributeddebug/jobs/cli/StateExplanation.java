package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.state.StateExtraction;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.extract.ExtractionReport;
import java.util.List;
import java.util.Map;

/** Prints what the rules found, and what to record to find more. */
final class StateExplanation implements SpanSource.Question {
  private static final int MOST_REASONS = 5;

  private final StateCommand asked;
  private final Console console;
  private final HouseMapping mapping;

  StateExplanation(StateCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
    mapping = asked.mapping.read(asked.surroundings());
  }

  ExitCode run() {
    new SpanSource(asked, asked.from, console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    print(StateExtraction.of(archive.spans(), archive.logs(), mapping.mapping()).report());
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    StateExtraction.bringUpToDate(
        workbench.lake(), mapping.mapping(), mapping.text(), workbench.progress());
    ExtractionReport report = StateExtraction.explain(lake, mapping.mapping());
    workbench.endProgress();
    print(report);
  }

  private void print(ExtractionReport report) {
    if (asked.common.json) {
      console.machineResult(json(report));
      return;
    }
    if (report.rules().isEmpty()) {
      console.result(
          "No operation on state is found: no span calls a database or queue, and no log tells.");
      return;
    }
    ResultTable rules = ResultTable.of("rule", "spans", "events", "not read, because");
    for (ExtractionReport.RuleCount rule : report.rules()) {
      List<Map.Entry<String, Long>> reasons =
          rule.nothing().entrySet().stream()
              .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
              .limit(MOST_REASONS)
              .toList();
      rules.add(
          List.of(
              rule.rule(),
              rule.spans(),
              rule.events(),
              reasons.isEmpty() ? "" : shown(reasons, 0)));
      for (int i = 1; i < reasons.size(); i++) {
        rules.add(List.of("", "", "", shown(reasons, i)));
      }
    }
    console.result(rules.text());
    if (report.coverage().isEmpty()) {
      return;
    }
    ResultTable types =
        ResultTable.of("entity type", "events", "V value", "K key", "C neither", "to know more");
    for (ExtractionReport.Coverage type : report.coverage()) {
      types.add(
          List.of(
              type.type(),
              type.events(),
              type.values(),
              type.keys(),
              type.collections(),
              type.advice()));
    }
    console.result("\n" + types.text());
  }

  private static String shown(List<Map.Entry<String, Long>> reasons, int at) {
    return reasons.get(at).getValue() + ": " + reasons.get(at).getKey();
  }

  private static String json(ExtractionReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    var rules = root.putArray("rules");
    for (ExtractionReport.RuleCount rule : report.rules()) {
      ObjectNode node =
          rules
              .addObject()
              .put("rule", rule.rule())
              .put("spans", rule.spans())
              .put("events", rule.events());
      ObjectNode nothing = node.putObject("not_read");
      rule.nothing().forEach((why, count) -> nothing.put(VisibleText.wellFormed(why), count));
    }
    var types = root.putArray("entity_types");
    for (ExtractionReport.Coverage type : report.coverage()) {
      types
          .addObject()
          .put("entity_type", VisibleText.wellFormed(type.type()))
          .put("events", type.events())
          .put("with_value", type.values())
          .put("with_key", type.keys())
          .put("without_key", type.collections())
          .put("advice", type.advice().isEmpty() ? null : type.advice());
    }
    return root.toPrettyString() + "\n";
  }
}
