package io.distributeddebug.report;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who calls whom, and what has changed between the two windows. */
public record Topology(List<Node> nodes, List<Edge> edges) {
  public static final Topology EMPTY = new Topology(List.of(), List.of());

  public Topology {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** What a node is; all but {@code SERVICE} have no spans of their own. */
  public enum NodeKind {
    SERVICE,
    DATABASE,
    CACHE,
    QUEUE,
    EXTERNAL
  }

  /** A service, or a virtual peer that is seen only by those who call it. */
  public record Node(String name, NodeKind kind) {}

  /**
   * The calls from one node to another.
   *
   * @param changes how the incident window differs from the baseline, empty where it does not
   */
  public record Edge(
      String caller,
      String callee,
      CallStatistics baseline,
      CallStatistics incident,
      Set<EdgeChange> changes) {
    public Edge {
      changes = Collections.unmodifiableSet(new TreeSet<>(changes));
    }

    /** An edge whose changes are found by {@link EdgeChange#between}. */
    public static Edge compared(
        String caller,
        String callee,
        CallStatistics baseline,
        CallStatistics incident,
        Windows windows) {
      return new Edge(
          caller, callee, baseline, incident, EdgeChange.between(baseline, incident, windows));
    }
  }
}
