package io.distributeddebug.jobs.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.topology.ChainTally;
import io.distributeddebug.topology.Structure;

/** What {@code dependencies --structure --json} prints: one object. */
public final class StructureJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StructureJson() {}

  public static String of(ChainTally chains) {
    Structure structure = Structure.of(chains);
    ObjectNode root = JSON.createObjectNode();
    ArrayNode nodes = root.putArray("nodes");
    structure.nodes().forEach(node -> put(nodes.addObject(), node));
    fanOuts(root.putArray("fan_out"), chains);
    ArrayNode cycles = root.putArray("cycles");
    for (ChainTally.Cycle cycle : chains.cycles()) {
      ObjectNode row = cycles.addObject();
      cycle.nodes().forEach(row.putArray("nodes")::add);
      row.put("times", cycle.times()).put("trace_id", cycle.trace());
    }
    root.put("cycles_left_out", chains.cyclesLeftOut());
    ArrayNode circles = root.putArray("circles");
    for (Structure.Circle circle : structure.circles()) {
      ObjectNode row = circles.addObject();
      circle.nodes().forEach(row.putArray("nodes")::add);
      ArrayNode steps = row.putArray("edges");
      for (Structure.Step step : circle.steps()) {
        steps
            .addObject()
            .put("parent", step.caller())
            .put("child", step.callee())
            .put("trace_id", step.trace());
      }
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode row, Structure.Node node) {
    row.put("name", node.name())
        .put("calls", node.calls())
        .put("depth", node.depth())
        .put("betweenness", node.betweenness())
        .put("is_articulation_point", node.isArticulationPoint());
    node.stopsWithout().forEach(row.putArray("stops_without_it")::add);
    ArrayNode demand = row.putArray("demand");
    for (Structure.Demand from : node.demand()) {
      demand
          .addObject()
          .put("from", from.from())
          .put("calls", from.calls())
          .put("ratio", from.ratio())
          .put("calls_if_doubled", from.ifDoubled());
    }
  }

  private static void fanOuts(ArrayNode rows, ChainTally chains) {
    for (String caller : chains.calls().keySet()) {
      chains
          .fanOutOf(caller)
          .forEach(
              (callee, fanOut) -> {
                LogLinearHistogram calls = fanOut.perRequest();
                rows.addObject()
                    .put("parent", caller)
                    .put("child", callee)
                    .put("requests", chains.calls().get(caller))
                    .put("requests_with_calls", calls.count())
                    .put("calls", calls.sum())
                    .put("p50", calls.quantile(0.5))
                    .put("p95", calls.quantile(0.95))
                    .put("max", calls.max())
                    .put("widest_trace_id", fanOut.widestTrace());
              });
    }
  }
}
