package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.coverage.ServiceScore;
import io.distributeddebug.jobs.coverage.CoverageQuery;
import io.distributeddebug.jobs.coverage.CoverageQuery.Minute;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Locale;

/** Prints coverage by minute, or the rules of the score by service. */
final class CoverageRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INCOMPLETE =
      "Of the Instrumentation Score's rules only these are judged, so the score is not complete.";

  private final CoverageCommand asked;
  private final Console console;

  CoverageRun(CoverageCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    ArchiveOptions from = asked.from.all();
    try (Workbench workbench = Workbench.over(asked.common, from, asked.surroundings(), console)) {
      if (from.archives.isEmpty()) {
        Reconstruct.bringUpToDate(workbench.lake(), workbench.progress());
      }
      workbench.progress().stage("looking at what is there");
      CoverageQuery query = new CoverageQuery(workbench.spark(), workbench.lake().pin());
      if (asked.minutes) {
        List<Minute> minutes = query.minutes();
        workbench.endProgress();
        print(minutes);
      } else {
        List<ServiceScore> scores = query.scores();
        workbench.endProgress();
        printScores(scores);
      }
    }
    return ExitCode.DONE;
  }

  private void print(List<Minute> minutes) {
    if (asked.common.json) {
      ArrayNode array = JSON.createArrayNode();
      for (Minute minute : minutes) {
        array
            .addObject()
            .put("service", minute.service())
            .put("minute", Window.instant(minute.unixNanos()).toString())
            .put("spans", minute.spans())
            .put("weighted_spans", minute.weightedSpans())
            .put("logs", minute.logs())
            .put("metric_points", minute.metricPoints())
            .put("orphans", minute.orphans())
            .put("orphans_by_edge", minute.orphansByEdge())
            .put("lost", minute.lost())
            .put("sampled", minute.sampled())
            .put("clock_trouble", minute.clockTrouble());
      }
      console.machineResult(array.toPrettyString() + "\n");
      return;
    }
    ResultTable table =
        ResultTable.of(
            "service",
            "minute",
            "spans",
            "stand for",
            "logs",
            "metric points",
            "lost",
            "sampled",
            "clock trouble",
            "orphans",
            "of");
    for (Minute minute : minutes) {
      table.add(
          List.of(
              minute.service(),
              Window.instant(minute.unixNanos()).toString(),
              minute.spans(),
              String.format(Locale.ROOT, "%.0f", minute.weightedSpans()),
              minute.logs(),
              minute.metricPoints(),
              minute.lost(),
              minute.sampled(),
              minute.clockTrouble(),
              minute.orphans(),
              minute.orphansByEdge()));
    }
    console.result(table.text());
  }

  private void printScores(List<ServiceScore> scores) {
    if (asked.common.json) {
      ArrayNode array = JSON.createArrayNode();
      for (ServiceScore score : scores) {
        ObjectNode service =
            array
                .addObject()
                .put("service", score.service())
                .put("score", score.score())
                .put("category", score.category())
                .put("is_complete", false);
        ArrayNode rules = service.putArray("rules");
        for (ServiceScore.Result result : score.results()) {
          rules
              .addObject()
              .put("id", result.rule().id())
              .put("weight", result.rule().weight())
              .put("passed", result.isPassed())
              .put("checked", result.checked())
              .put("failing", result.failing())
              .put(
                  "example_trace_id",
                  result.exampleTraceId().isEmpty() ? null : result.exampleTraceId());
        }
      }
      console.machineResult(array.toPrettyString() + "\n");
      return;
    }
    ResultTable table =
        ResultTable.of("service", "score", "rule", "failing", "of", "example", "wanted");
    for (ServiceScore score : scores) {
      String shown = String.format(Locale.ROOT, "%.0f", score.score());
      List<ServiceScore.Result> failed =
          score.results().stream().filter(result -> !result.isPassed()).toList();
      if (failed.isEmpty()) {
        table.add(List.of(score.service(), shown, "", "", "", "", ""));
      }
      for (ServiceScore.Result result : failed) {
        table.add(
            List.of(
                score.service(),
                shown,
                result.rule().id(),
                result.failing(),
                result.checked(),
                result.exampleTraceId(),
                result.rule().meaning()));
      }
    }
    console.result(table.text());
    console.result(INCOMPLETE);
  }
}
