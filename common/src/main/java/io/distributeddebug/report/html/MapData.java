package io.distributeddebug.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.EdgeChange;
import io.distributeddebug.report.LatencyQuantiles;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The map of services: who is drawn, and what is written at its edges. */
final class MapData {
  private static final int NODES = 60;
  private static final Set<EdgeChange> BAD =
      Set.of(EdgeChange.SLOWER, EdgeChange.MORE_ERRORS, EdgeChange.GONE);

  private MapData() {}

  static void write(ObjectNode node, Report report) {
    Topology topology = report.topology();
    Map<String, Integer> ranks = ChartData.ranks(report);
    Map<String, Integer> drawn = drawn(topology, ranks);
    ArrayNode nodes = node.putArray("nodes");
    for (Topology.Node each : topology.nodes()) {
      if (drawn.containsKey(each.name())) {
        nodes
            .addObject()
            .put("id", drawn.get(each.name()))
            .put("label", ChartData.label(each.name()))
            .put("title", ChartData.title(each.name()))
            .put("kind", each.kind().name().toLowerCase(Locale.ROOT))
            .put("rank", ranks.getOrDefault(each.name(), 0));
      }
    }
    ArrayNode edges = node.putArray("edges");
    for (Topology.Edge edge : topology.edges()) {
      if (drawn.containsKey(edge.caller()) && drawn.containsKey(edge.callee())) {
        edge(
            edges
                .addObject()
                .put("from", drawn.get(edge.caller()))
                .put("to", drawn.get(edge.callee())),
            edge);
      }
    }
    node.put("left_out", topology.nodes().size() - drawn.size());
  }

  /** Suspects first, then those whose calls changed, then the busiest; each with its number. */
  private static Map<String, Integer> drawn(Topology topology, Map<String, Integer> ranks) {
    Map<String, Long> weights = new HashMap<>();
    for (Topology.Edge edge : topology.edges()) {
      long weight = edge.incident().calls() + (edge.changes().isEmpty() ? 0 : 1L << 40);
      weights.merge(edge.caller(), weight, Math::max);
      weights.merge(edge.callee(), weight, Math::max);
    }
    List<String> names =
        new ArrayList<>(topology.nodes().stream().map(Topology.Node::name).toList());
    names.sort(
        Comparator.comparing((String name) -> ranks.getOrDefault(name, Integer.MAX_VALUE))
            .thenComparing(name -> -weights.getOrDefault(name, 0L))
            .thenComparing(name -> name));
    Map<String, Integer> drawn = new LinkedHashMap<>();
    for (String name : Page.first(names, NODES)) {
      drawn.put(name, drawn.size());
    }
    return drawn;
  }

  private static void edge(ObjectNode node, Topology.Edge edge) {
    node.put("title", title(edge));
    if (edge.changes().isEmpty()) {
      return;
    }
    ArrayNode labels = node.putArray("labels");
    if (edge.changes().contains(EdgeChange.NEW)) {
      labels.add("new");
    } else if (edge.changes().contains(EdgeChange.GONE)) {
      labels.add("gone");
    } else {
      if (edge.changes().contains(EdgeChange.SLOWER)
          || edge.changes().contains(EdgeChange.FASTER)) {
        labels.add(latency(edge));
      }
      if (edge.changes().contains(EdgeChange.MORE_ERRORS)
          || edge.changes().contains(EdgeChange.FEWER_ERRORS)) {
        labels.add("errors " + Page.errors(edge));
      }
      if (edge.changes().contains(EdgeChange.MORE_CALLS)) {
        labels.add("more calls");
      } else if (edge.changes().contains(EdgeChange.FEWER_CALLS)) {
        labels.add("fewer calls");
      }
    }
    boolean bad = edge.changes().stream().anyMatch(BAD::contains);
    node.put("change", bad ? "bad" : "other");
    node.put("gone", edge.changes().contains(EdgeChange.GONE));
  }

  /** The quantile that shows it: the median if that moved, else the 95th percentile. */
  private static String latency(Topology.Edge edge) {
    LatencyQuantiles before = edge.baseline().latency().orElseThrow();
    LatencyQuantiles during = edge.incident().latency().orElseThrow();
    double factor = (double) during.p50Nanos() / Math.max(1, before.p50Nanos());
    return factor >= 1.3 || factor <= 1 / 1.3
        ? Page.median(edge)
        : "p95 "
            + Display.duration(before.p95Nanos())
            + " → "
            + Display.duration(during.p95Nanos());
  }

  private static String title(Topology.Edge edge) {
    return ChartData.title(edge.caller())
        + " → "
        + ChartData.title(edge.callee())
        + "\ncalls "
        + Page.calls(edge)
        + "\nerrors "
        + Page.errors(edge)
        + "\nmedian "
        + Page.median(edge);
  }
}
