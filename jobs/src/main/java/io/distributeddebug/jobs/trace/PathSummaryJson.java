package io.distributeddebug.jobs.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.trace.EndpointPaths;
import io.distributeddebug.trace.PathSummary;
import io.distributeddebug.trace.SiblingOrders;
import java.util.List;

/** The critical paths of many traces, as {@code critical-path --summary --json} prints them. */
public final class PathSummaryJson {
  /** Quantiles of the duration whose owners are told. */
  public static final List<Around> QUANTILES =
      List.of(new Around(0.5, 0.05), new Around(0.95, 0.025), new Around(0.99, 0.01));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_PATHS = 20;

  private PathSummaryJson() {}

  /** A quantile, and how far around it traces are taken, as a share of all. */
  public record Around(double quantile, double halfWidth) {
    public EndpointPaths.Owners ownersOf(EndpointPaths paths) {
      return paths.owners(quantile, halfWidth);
    }
  }

  public static String of(PathSummary summary, SiblingOrders orders) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode endpoints = root.putArray("endpoints");
    summary
        .endpoints()
        .forEach(
            (endpoint, paths) ->
                put(
                    endpoints
                        .addObject()
                        .put("service", endpoint.service())
                        .put("operation", endpoint.operation()),
                    paths));
    ArrayNode reasons = root.putArray("without_path");
    summary
        .reasons()
        .forEach((reason, count) -> reasons.addObject().put("reason", reason).put("traces", count));
    ArrayNode observed = root.putArray("sibling_orders");
    for (SiblingOrders.Observed pair : orders.observed()) {
      observed
          .addObject()
          .put("parent", pair.parent())
          .put("first", pair.first())
          .put("second", pair.second())
          .put("hypothesis", pair.hypothesis())
          .put("before", pair.before())
          .put("after", pair.after())
          .put("overlapping", pair.overlapping())
          .put("only_first", pair.onlyFirst())
          .put("only_second", pair.onlySecond());
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, EndpointPaths paths) {
    node.put("traces", paths.durations().count())
        .put("duration_sum_nanos", paths.durations().sum())
        .put("not_retimed_traces", paths.notRetimed());
    ArrayNode quantiles = node.putArray("quantiles");
    for (Around around : QUANTILES) {
      EndpointPaths.Owners owners = around.ownersOf(paths);
      ObjectNode of =
          quantiles
              .addObject()
              .put("quantile", around.quantile())
              .put("duration_nanos", paths.durations().quantile(around.quantile()))
              .put("mean_nanos", owners.meanNanos());
      ArrayNode operations = of.putArray("operations");
      for (EndpointPaths.Owner owner : owners.operations()) {
        operations
            .addObject()
            .put("operation", owner.operation())
            .put("mean_nanos", owner.meanNanos())
            .put("ratio", owners.meanNanos() == 0 ? 0 : owner.meanNanos() / owners.meanNanos());
      }
    }
    ArrayNode operations = node.putArray("operations");
    for (EndpointPaths.OperationShare share : paths.operations()) {
      operations
          .addObject()
          .put("operation", share.operation())
          .put("traces", share.traces())
          .put("nanos", share.nanos())
          .put("gain_of_20_percent_nanos", share.gainNanos())
          .put("drag_nanos", share.dragNanos())
          .put("spans_off_path", share.spansOffPath())
          .put("slack_nanos", share.slackNanos());
    }
    ArrayNode common = node.putArray("paths");
    paths.paths().stream()
        .limit(MOST_PATHS)
        .forEach(
            path ->
                common
                    .addObject()
                    .put("operations", path.operations())
                    .put("traces", path.traces())
                    .put("duration_sum_nanos", path.sumNanos()));
    ArrayNode parallel = node.putArray("could_run_at_once");
    for (EndpointPaths.Parallel pair : paths.parallel()) {
      parallel
          .addObject()
          .put("first", pair.first())
          .put("second", pair.second())
          .put("traces", pair.traces())
          .put("saved_nanos", pair.savedNanos());
    }
  }
}
