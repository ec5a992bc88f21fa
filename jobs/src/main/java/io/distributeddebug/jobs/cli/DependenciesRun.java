package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.topology.DependencyJson;
import io.distributeddebug.jobs.topology.DependencyQuery;
import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.jobs.topology.LinkQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.DependencyLink;
import io.distributeddebug.topology.DependencyTally;
import io.distributeddebug.topology.LinkRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints dependencies, by our own rules or by those of a peer. */
final class DependenciesRun implements SpanSource.Question {
  private final DependenciesCommand asked;
  private final Console console;

  DependenciesRun(DependenciesCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    new SpanSource(asked, asked.from.all(), console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    Optional<LinkRules> rules = asked.rules();
    if (rules.isPresent()) {
      links(LinkQuery.of(archive.spans(), rules.get()).links());
    } else {
      own(DependencyQuery.of(archive.spans(), asked.detail).dependencies());
    }
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("counting calls");
    Optional<LinkRules> rules = asked.rules();
    if (rules.isPresent()) {
      List<DependencyLink> links = LinkQuery.collect(lake.read(Spans.TABLE), rules.get()).links();
      workbench.endProgress();
      links(links);
    } else {
      Map<DependencyKey, DependencyTally> dependencies =
          DependencyQuery.collect(lake, asked.detail).dependencies();
      workbench.endProgress();
      own(dependencies);
    }
  }

  private void links(List<DependencyLink> links) {
    if (asked.common.json) {
      console.machineResult(DependencyJson.ofLinks(links));
      return;
    }
    ResultTable table = ResultTable.of("parent", "child", "calls", "errors");
    links.forEach(
        link -> table.add(List.of(link.parent(), link.child(), link.calls(), link.errors())));
    console.result(table.text());
  }

  private void own(Map<DependencyKey, DependencyTally> dependencies) {
    if (asked.common.json) {
      console.machineResult(DependencyJson.of(dependencies, asked.detail));
      return;
    }
    ResultTable table =
        ResultTable.of(
            "parent", "child", "kind", "calls", "errors", "retries", "p50", "p95", "wait p50");
    dependencies.forEach(
        (key, tally) -> {
          List<Object> row = new ArrayList<>();
          row.add(named(key.parent(), key.parentDetail()));
          row.add(named(key.child(), key.childDetail()));
          row.add(DependencyJson.kind(key));
          row.add(tally.calls());
          row.add(tally.errors());
          row.add(tally.retries());
          row.add(quantile(tally.durations(), 0.5));
          row.add(quantile(tally.durations(), 0.95));
          row.add(quantile(tally.waits(), 0.5));
          table.add(row);
        });
    console.result(table.text());
  }

  private String named(String node, String detail) {
    return asked.detail == Detail.SERVICE || detail.isEmpty() ? node : node + " " + detail;
  }

  private static String quantile(LogLinearHistogram values, double q) {
    return values.isEmpty() ? "" : Display.duration(values.quantile(q));
  }
}
