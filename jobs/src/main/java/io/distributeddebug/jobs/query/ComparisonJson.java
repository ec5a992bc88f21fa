package io.distributeddebug.jobs.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.comparison.Comparison;
import io.distributeddebug.comparison.Verdict;
import java.util.Locale;

/** How two sets of traces differ, for machines. */
public final class ComparisonJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ComparisonJson() {}

  /** As the user named the sets. */
  public static String of(Comparison comparison, String first, String second) {
    ObjectNode root = JSON.createObjectNode();
    side(root.putObject("a"), comparison.first(), first);
    side(root.putObject("b"), comparison.second(), second);
    ArrayNode operations = root.putArray("operations");
    for (Comparison.OperationChange change : comparison.operations()) {
      ObjectNode node =
          operations
              .addObject()
              .put("service", change.operation().service())
              .put("operation", change.operation().operation())
              .put("verdict", name(change.verdict()))
              .put("score", change.score())
              .put("added_self_nanos_per_trace", change.addedOwnNanos())
              .put("chance_of_time", change.timeChance())
              .put("chance_of_self_time", change.ownChance())
              .put("chance_of_errors", change.errorChance());
      timing(node.putObject("a"), change.first());
      timing(node.putObject("b"), change.second());
    }
    ArrayNode calls = root.putArray("calls");
    for (Comparison.CallChange change : comparison.calls()) {
      ObjectNode node =
          calls
              .addObject()
              .put("parent_service", change.call().parent().service())
              .put("parent_operation", change.call().parent().operation())
              .put("service", change.call().child().service())
              .put("operation", change.call().child().operation())
              .put("verdict", name(change.verdict()))
              .put("chance", change.chance());
      node.putObject("a").put("traces", change.firstTraces()).put("calls", change.firstCalls());
      node.putObject("b").put("traces", change.secondTraces()).put("calls", change.secondCalls());
    }
    ArrayNode attributes = root.putArray("attributes");
    for (Comparison.AttributeChange change : comparison.attributes()) {
      ObjectNode node =
          attributes
              .addObject()
              .put("attribute", change.attribute())
              .put("value", change.value())
              .put("verdict", name(change.verdict()))
              .put("chance", change.chance());
      node.putObject("a").put("traces", change.firstTraces());
      node.putObject("b").put("traces", change.secondTraces());
    }
    ArrayNode left = root.putArray("attributes_not_compared");
    comparison.attributesOfTooManyValues().forEach(left::add);
    return root.toPrettyString() + "\n";
  }

  private static void side(ObjectNode node, Comparison.Side side, String selector) {
    node.put("selector", selector)
        .put("traces", side.traces())
        .put("failed_traces", side.failed())
        .put("mean_nanos", side.durations().mean())
        .put("p50_nanos", side.durations().quantile(0.5))
        .put("p95_nanos", side.durations().quantile(0.95))
        .put("p99_nanos", side.durations().quantile(0.99));
  }

  private static void timing(ObjectNode node, Comparison.Timing timing) {
    node.put("spans", timing.spans())
        .put("traces", timing.traces())
        .put("error_ratio", timing.errorRatio())
        .put("mean_nanos", timing.meanNanos())
        .put("self_mean_nanos", timing.ownMeanNanos())
        .put("p95_nanos", timing.p95Nanos());
  }

  private static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
