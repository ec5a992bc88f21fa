package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.topology.ChainQuery;
import io.distributeddebug.jobs.topology.ContractJson;
import io.distributeddebug.jobs.topology.ContractQuery;
import io.distributeddebug.jobs.topology.Contracts;
import io.distributeddebug.jobs.topology.DependencyJson;
import io.distributeddebug.jobs.topology.DependencyQuery;
import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.jobs.topology.LinkQuery;
import io.distributeddebug.jobs.topology.StructureJson;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.report.Display;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.topology.ChainTally;
import io.distributeddebug.topology.DependencyLink;
import io.distributeddebug.topology.DependencyTallies;
import io.distributeddebug.topology.LinkRules;
import io.distributeddebug.topology.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    if (asked.structure) {
      structure(
          ChainQuery.collect(TraceSet.of(OperationName.grouped(archive.spans())), asked.detail));
    } else if (asked.contracts) {
      contracts(ContractQuery.of(archive.spans(), asked.detail, asked.windows.windows()));
    } else if (rules.isPresent()) {
      links(LinkQuery.of(archive.spans(), rules.get()).links());
    } else {
      own(DependencyQuery.of(archive.spans(), asked.detail, asked.bucketNanos()));
    }
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("counting calls");
    Optional<LinkRules> rules = asked.rules();
    if (asked.structure) {
      ChainTally chains = ChainQuery.collect(TraceSet.of(lake), asked.detail);
      workbench.endProgress();
      structure(chains);
    } else if (asked.contracts) {
      Contracts contracts =
          ContractQuery.collect(lake.read(Spans.TABLE), asked.detail, asked.windows.windows());
      workbench.endProgress();
      contracts(contracts);
    } else if (rules.isPresent()) {
      List<DependencyLink> links = LinkQuery.collect(lake.read(Spans.TABLE), rules.get()).links();
      workbench.endProgress();
      links(links);
    } else {
      DependencyTallies dependencies =
          DependencyQuery.collect(lake, asked.detail, asked.bucketNanos());
      workbench.endProgress();
      own(dependencies);
    }
  }

  private void structure(ChainTally chains) {
    if (asked.common.json) {
      console.machineResult(StructureJson.of(chains));
      return;
    }
    Structure structure = Structure.of(chains);
    ResultTable table =
        ResultTable.of("node", "calls", "depth", "stops without it", "betweenness", "most for");
    for (Structure.Node node : structure.nodes()) {
      List<Object> row = new ArrayList<>();
      row.add(node.name());
      row.add(node.calls());
      row.add(node.depth());
      row.add(node.stopsWithout().size());
      row.add(String.format(Locale.ROOT, "%.1f", node.betweenness()));
      row.add(
          node.demand().stream()
              .max(Comparator.comparingLong(Structure.Demand::calls))
              .map(from -> from.from() + " " + Display.ratio(from.ratio()))
              .orElse(""));
      table.add(row);
    }
    console.result(table.text());
    for (ChainTally.Cycle cycle : chains.cycles()) {
      console.result(
          "Requests come back: "
              + around(cycle.nodes())
              + ", "
              + cycle.times()
              + " times, such as in trace "
              + cycle.trace());
    }
    for (Structure.Circle circle : structure.circles()) {
      console.result("Call each other in a circle: " + around(circle.nodes()));
    }
  }

  private static String around(List<String> nodes) {
    return String.join(" > ", nodes) + " > " + nodes.get(0);
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

  private void contracts(Contracts contracts) {
    boolean isCompared = asked.windows.incident.isPresent();
    if (asked.common.json) {
      console.machineResult(ContractJson.of(contracts, asked.detail, isCompared));
    } else if (isCompared) {
      console.result(ContractTable.drift(contracts));
    } else {
      console.result(ContractTable.exchanges(contracts));
    }
  }

  private void own(DependencyTallies dependencies) {
    boolean isByBucket = asked.bucket.isPresent();
    if (asked.common.json) {
      console.machineResult(
          isByBucket
              ? DependencyJson.ofBuckets(dependencies, asked.detail)
              : DependencyJson.of(dependencies.dependencies(), asked.detail));
      return;
    }
    List<String> columns = new ArrayList<>(isByBucket ? List.of("from") : List.of());
    columns.addAll(
        List.of("parent", "child", "kind", "calls", "errors", "retries", "p50", "p95", "wait p50"));
    ResultTable table = ResultTable.of(columns.toArray(String[]::new));
    dependencies
        .buckets()
        .forEach(
            (key, buckets) ->
                buckets.forEach(
                    (begin, tally) -> {
                      List<Object> row = new ArrayList<>();
                      if (isByBucket) {
                        row.add(Instant.ofEpochSecond(0, begin));
                      }
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
                    }));
    console.result(table.text());
  }

  private String named(String node, String detail) {
    return asked.detail == Detail.SERVICE || detail.isEmpty() ? node : node + " " + detail;
  }

  private static String quantile(LogLinearHistogram values, double q) {
    return values.isEmpty() ? "" : Display.duration(values.quantile(q));
  }
}
