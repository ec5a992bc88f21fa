package io.distributeddebug.jobs.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.topology.DependencyJson;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.DependencyTally;
import io.distributeddebug.trace.Latencies;
import io.distributeddebug.trace.LatencyComparison;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Latencies as {@code latency --json} prints them. */
public final class LatencyJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LatencyJson() {}

  public static String of(LatencyQuery.Answer answer, Latencies.Windows windows) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode compared = root.putObject("windows");
    if (windows.hasBaseline()) {
      put(compared, "baseline", windows.baselineFromUnixNanos(), windows.baselineToUnixNanos());
      put(compared, "incident", windows.incidentFromUnixNanos(), windows.incidentToUnixNanos());
    }
    ArrayNode endpoints = root.putArray("endpoints");
    answer
        .latencies()
        .endpoints()
        .forEach(
            (endpoint, comparison) ->
                put(
                    endpoints
                        .addObject()
                        .put("service", endpoint.service())
                        .put("operation", endpoint.operation()),
                    comparison,
                    windows.hasBaseline()));
    ArrayNode edges = root.putArray("edges");
    SortedMap<DependencyKey, DependencyTally> before = answer.baselineEdges().dependencies();
    SortedMap<DependencyKey, DependencyTally> during = answer.incidentEdges().dependencies();
    SortedSet<DependencyKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(during.keySet());
    for (DependencyKey key : keys) {
      ObjectNode edge =
          edges
              .addObject()
              .put("parent", key.parent())
              .put("parent_operation", key.parentDetail())
              .put("child", key.child())
              .put("child_operation", key.childDetail())
              .put("kind", DependencyJson.kind(key));
      if (windows.hasBaseline()) {
        put(edge.putObject("baseline"), before.getOrDefault(key, new DependencyTally()));
      }
      put(edge.putObject("incident"), during.getOrDefault(key, new DependencyTally()));
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, String name, long from, long to) {
    node.putObject(name)
        .put("from", from < 0 ? null : Window.instant(from).toString()) // from the first there is
        .put("to", Window.instant(to).toString());
  }

  private static void put(ObjectNode node, LatencyComparison comparison, boolean isCompared) {
    if (isCompared) {
      quantiles(
          node.putObject("baseline"), comparison.durations(LatencyComparison.Window.BASELINE));
    }
    quantiles(node.putObject("incident"), comparison.durations(LatencyComparison.Window.INCIDENT));
    ArrayNode at = node.putArray("at");
    for (LatencyPoint point : LatencyPoint.ALL) {
      LatencyComparison.Explained explained = point.of(comparison);
      ObjectNode of = at.addObject().put("at", point.name());
      nanos(of, explained.baselineNanos(), explained.incidentNanos(), isCompared);
      ArrayNode parts = of.putArray("parts");
      for (LatencyComparison.Change change : explained.parts()) {
        ObjectNode part =
            parts
                .addObject()
                .put("operation", change.part().operation())
                .put("kind", change.part().kind());
        nanos(part, change.baselineNanos(), change.incidentNanos(), isCompared);
      }
    }
  }

  private static void nanos(ObjectNode node, double before, double during, boolean isCompared) {
    if (isCompared) {
      node.put("baseline_nanos", Math.round(before));
    }
    node.put("incident_nanos", Math.round(during));
    if (isCompared) {
      node.put("difference_nanos", Math.round(during - before));
    }
  }

  private static void quantiles(ObjectNode node, LogLinearHistogram durations) {
    node.put("traces", durations.count());
    if (!durations.isEmpty()) {
      node.put("mean_nanos", Math.round(durations.mean()))
          .put("p50_nanos", durations.quantile(0.5))
          .put("p95_nanos", durations.quantile(0.95))
          .put("p99_nanos", durations.quantile(0.99));
    }
  }

  private static void put(ObjectNode node, DependencyTally tally) {
    node.put("calls", tally.calls()).put("errors", tally.errors()).put("retries", tally.retries());
    if (tally.calls() > 0) {
      node.put("mean_nanos", Math.round(tally.durations().mean()))
          .put("p95_nanos", tally.durations().quantile(0.95));
    }
    if (!tally.waits().isEmpty()) {
      node.put("wait_mean_nanos", Math.round(tally.waits().mean()))
          .put("wait_p95_nanos", tally.waits().quantile(0.95));
    }
  }
}
