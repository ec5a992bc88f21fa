package io.distributeddebug.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the graph of calls says of each node: how deep it lies, what stops without it, how much of
 * the traffic passes it, whose requests it works for. Computed of a {@link ChainTally}; all lists
 * are in the order of names.
 */
public record Structure(List<Node> nodes, List<Circle> circles) {
  /** Of a larger graph betweenness is not worth its time. */
  private static final int MOST_NODES_BETWEEN = 20_000;

  /**
   * One node.
   *
   * @param calls of it, and requests that began at it
   * @param depth fewest calls from where requests enter
   * @param betweenness on how many shortest ways between two others it lies, of several of a pair
   *     in shares
   * @param isArticulationPoint without it the graph falls apart, whoever calls whom
   * @param stopsWithout nodes that no request reaches any more without it: it dominates them
   */
  public record Node(
      String name,
      long calls,
      int depth,
      double betweenness,
      boolean isArticulationPoint,
      List<String> stopsWithout,
      List<Demand> demand) {}

  /**
   * How much of a node's load another one causes.
   *
   * @param calls of the node that were made for a request to the other
   */
  public record Demand(String from, long calls, long ofCalls) {
    /** Share of the node's calls, 0 to 1. */
    public double ratio() {
      return (double) calls / ofCalls;
    }

    /** Calls that the node would get if the other got twice its requests, and all else as it is. */
    public long ifDoubled() {
      return ofCalls + calls;
    }
  }

  /** Nodes that call each other in a circle, though maybe no request goes round. */
  public record Circle(List<String> nodes, List<Step> steps) {}

  /** A call of a circle, and a trace that shows it. */
  public record Step(String caller, String callee, String trace) {}

  public Structure {
    nodes = List.copyOf(nodes);
    circles = List.copyOf(circles);
  }

  public static Structure of(ChainTally chains) {
    List<Digraph.Arc> arcs = new ArrayList<>();
    for (String caller : chains.calls().keySet()) {
      chains.fanOutOf(caller).keySet().forEach(callee -> arcs.add(new Digraph.Arc(caller, callee)));
    }
    Digraph graph = Digraph.of(chains.calls().keySet(), arcs);
    List<TreeSet<String>> dominated = dominated(graph);
    int[] depths = graph.depths();
    double[] betweenness =
        graph.size() <= MOST_NODES_BETWEEN ? graph.betweenness() : new double[graph.size()];
    boolean[] cuts = graph.articulationPoints();
    List<Node> nodes = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      String name = graph.names[node];
      long calls = chains.calls().get(name);
      List<Demand> demand = new ArrayList<>();
      for (Map.Entry<String, Long> from : chains.demandOn(name).entrySet()) {
        demand.add(new Demand(from.getKey(), from.getValue(), calls));
      }
      nodes.add(
          new Node(
              name,
              calls,
              depths[node],
              betweenness[node],
              cuts[node],
              List.copyOf(dominated.get(node)),
              List.copyOf(demand)));
    }
    return new Structure(nodes, circles(graph, chains));
  }

  private static List<TreeSet<String>> dominated(Digraph graph) {
    List<TreeSet<String>> dominated = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      dominated.add(new TreeSet<>());
    }
    int[] dominators = graph.immediateDominators();
    for (int node = 0; node < graph.size(); node++) {
      for (int at = dominators[node]; at != Digraph.NONE; at = dominators[at]) {
        dominated.get(at).add(graph.names[node]);
      }
    }
    return dominated;
  }

  private static List<Circle> circles(Digraph graph, ChainTally chains) {
    List<Circle> circles = new ArrayList<>();
    for (int[] circle : graph.circles()) {
      List<String> nodes = new ArrayList<>();
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < circle.length; i++) {
        String caller = graph.names[circle[i]];
        String callee = graph.names[circle[(i + 1) % circle.length]];
        nodes.add(caller);
        steps.add(new Step(caller, callee, chains.fanOutOf(caller).get(callee).widestTrace()));
      }
      circles.add(new Circle(List.copyOf(nodes), List.copyOf(steps)));
    }
    return circles;
  }
}
