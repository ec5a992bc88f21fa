package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.state.EntityPromise;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.state.StateExtraction;
import io.distributeddebug.jobs.state.StateReviewQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.check.StateCheck;
import io.distributeddebug.state.check.StateFinding;
import io.distributeddebug.state.check.StateReview;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Locale;

/** Prints a verdict of each check, and what broke a promise. */
final class ConsistencyRun implements SpanSource.Question {
  private static final int SHOWN = 20;

  private final ConsistencyCommand asked;
  private final Console console;
  private final HouseMapping mapping;
  private ExitCode code = ExitCode.DONE;

  ConsistencyRun(ConsistencyCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
    mapping = asked.mapping.read(asked.surroundings());
  }

  ExitCode run() {
    new SpanSource(asked, asked.from.all(), console).answer(this);
    return code;
  }

  @Override
  public void ask(SmallArchive archive) {
    print(
        StateReviewQuery.of(
            StateExtraction.of(archive.spans(), archive.logs(), mapping.mapping()).events(),
            mapping.mapping()));
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    StateExtraction.bringUpToDate(
        workbench.lake(), mapping.mapping(), mapping.text(), workbench.progress());
    workbench.progress().stage("checking state");
    StateReview review = StateReviewQuery.of(workbench.lake().pin(), mapping.mapping());
    workbench.endProgress();
    print(review);
  }

  private void print(StateReview review) {
    List<StateReview.Summary> summaries = review.summaries(EntityPromise.all());
    boolean violated = summaries.stream().anyMatch(check -> check.findings() > 0);
    boolean checked = summaries.stream().anyMatch(check -> check.groups() > 0);
    code = violated ? ExitCode.FAILED : checked ? ExitCode.DONE : ExitCode.UNDECIDED;
    if (asked.common.json) {
      console.machineResult(json(review, summaries));
      return;
    }
    ResultTable table = ResultTable.of("check", "verdict", "looked at", "found", "needs");
    for (StateReview.Summary check : summaries) {
      table.add(
          List.of(
              check.kind(),
              check.verdict(),
              check.groups(),
              check.findings(),
              check.groups() == 0 ? check.needs() : ""));
    }
    console.result(table.text());
    review.findings().stream().limit(SHOWN).forEach(finding -> console.result(text(finding)));
    if (review.findings().size() > SHOWN) {
      console.result("\nand " + (review.findings().size() - SHOWN) + " more; --json has them");
    }
  }

  private static String text(StateFinding finding) {
    StringBuilder text = new StringBuilder("\n").append(finding.kind());
    text.append(" (").append(finding.grade().word()).append("): ");
    text.append(VisibleText.line(finding.summary()));
    for (StateFinding.Seen seen : finding.seen()) {
      text.append("\n  ").append(Display.timeOfDay(seen.unixNanos()));
      text.append(String.format(Locale.ROOT, ".%03d  ", seen.unixNanos() / 1_000_000 % 1_000));
      text.append(VisibleText.line(seen.text()));
      text.append(seen.traceId().isEmpty() ? "" : "  trace " + VisibleText.line(seen.traceId()));
      text.append(seen.spanId().isEmpty() ? "" : " span " + VisibleText.line(seen.spanId()));
    }
    return text.append("\n  To do: ").append(advice(finding.kind())).toString();
  }

  private static String advice(String kind) {
    return EntityPromise.all().stream()
        .filter(check -> check.kind().equals(kind))
        .map(StateCheck::advice)
        .findFirst()
        .orElse("");
  }

  private static String json(StateReview review, List<StateReview.Summary> summaries) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    var checks = root.putArray("checks");
    for (StateReview.Summary check : summaries) {
      checks
          .addObject()
          .put("kind", check.kind())
          .put("verdict", check.verdict())
          .put("looked_at", check.groups())
          .put("found", check.findings())
          .put("needs", check.needs());
    }
    var findings = root.putArray("findings");
    for (StateFinding finding : review.findings()) {
      ObjectNode node =
          findings
              .addObject()
              .put("kind", finding.kind())
              .put("grade", finding.grade().word())
              .put("confidence", finding.confidence())
              .put("entity_type", VisibleText.wellFormed(finding.entityType()))
              .put("subject", VisibleText.wellFormed(finding.subject()))
              .put("place", VisibleText.wellFormed(finding.place()))
              .put("from", Window.instant(finding.fromUnixNanos()).toString())
              .put("to", Window.instant(finding.toUnixNanos()).toString())
              .put("summary", VisibleText.wellFormed(finding.summary()))
              .put("recommendation", advice(finding.kind()));
      var services = node.putArray("services");
      finding.services().forEach(name -> services.add(VisibleText.wellFormed(name)));
      var seen = node.putArray("operations");
      for (StateFinding.Seen one : finding.seen()) {
        seen.addObject()
            .put("time", Window.instant(one.unixNanos()).toString())
            .put("service", VisibleText.wellFormed(one.service()))
            .put("trace_id", VisibleText.wellFormed(one.traceId()))
            .put("span_id", VisibleText.wellFormed(one.spanId()))
            .put("text", VisibleText.wellFormed(one.text()));
      }
    }
    return root.toPrettyString() + "\n";
  }
}
