package io.distributeddebug.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who calls whom. Nodes are services and virtual peers, by name; edges carry the operation that is
 * called. A value: the same edges in any order, split in any way, give an equal graph. All answers
 * are in the order of names.
 */
public final class ServiceGraph {
  private static final Comparator<Edge> ORDER =
      Comparator.comparing(Edge::caller)
          .thenComparing(Edge::callee)
          .thenComparing(Edge::operation)
          .thenComparing(Edge::kind);

  private final List<Edge> edges;
  private final SortedMap<String, SortedSet<String>> callees = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> callers = new TreeMap<>();
  private final SortedMap<String, List<Edge>> from = new TreeMap<>();
  private final SortedMap<String, List<Edge>> to = new TreeMap<>();

  private ServiceGraph(List<Edge> edges) {
    this.edges = List.copyOf(edges);
    for (Edge edge : edges) {
      callees.computeIfAbsent(edge.caller(), name -> new TreeSet<>()).add(edge.callee());
      callees.computeIfAbsent(edge.callee(), name -> new TreeSet<>());
      callers.computeIfAbsent(edge.callee(), name -> new TreeSet<>()).add(edge.caller());
      callers.computeIfAbsent(edge.caller(), name -> new TreeSet<>());
      from.computeIfAbsent(edge.caller(), name -> new ArrayList<>()).add(edge);
      to.computeIfAbsent(edge.callee(), name -> new ArrayList<>()).add(edge);
    }
  }

  /** Edges of the same caller, callee, operation and kind are added up. */
  public static ServiceGraph of(Collection<Edge> edges) {
    return merged(edges);
  }

  private static ServiceGraph merged(Collection<Edge> edges) {
    SortedMap<Edge, Edge> merged = new TreeMap<>(ORDER);
    for (Edge edge : edges) {
      merged.merge(edge, edge, Edge::plus);
    }
    return new ServiceGraph(new ArrayList<>(merged.values()));
  }

  /** The same graph with one edge for all operations between two nodes, by kind of call. */
  public ServiceGraph withoutOperations() {
    return merged(edges.stream().map(Edge::ofAllOperations).toList());
  }

  /** Services and virtual peers that have an edge. */
  public Set<String> nodes() {
    return Collections.unmodifiableSet(callees.keySet());
  }

  public List<Edge> edges() {
    return edges;
  }

  public List<Edge> edgesFrom(String caller) {
    return Collections.unmodifiableList(from.getOrDefault(caller, List.of()));
  }

  public List<Edge> edgesTo(String callee) {
    return Collections.unmodifiableList(to.getOrDefault(callee, List.of()));
  }

  public List<Edge> edgesBetween(String caller, String callee) {
    return edgesFrom(caller).stream().filter(edge -> edge.callee().equals(callee)).toList();
  }

  public Set<String> callees(String caller) {
    return Collections.unmodifiableSet(callees.getOrDefault(caller, new TreeSet<>()));
  }

  public Set<String> callers(String callee) {
    return Collections.unmodifiableSet(callers.getOrDefault(callee, new TreeSet<>()));
  }

  /** What nobody else calls: where requests enter. */
  public Set<String> roots() {
    Set<String> roots = new TreeSet<>();
    callers.forEach(
        (node, of) -> {
          if (of.isEmpty() || of.equals(Set.of(node))) {
            roots.add(node);
          }
        });
    return roots;
  }

  /** What is no service but a database, queue, cache or external host: it makes no calls. */
  public Optional<CallKind> virtualKind(String node) {
    if (!callees(node).isEmpty()) {
      return Optional.empty();
    }
    return edgesTo(node).stream().map(Edge::kind).filter(kind -> kind != CallKind.SYNC).findFirst();
  }

  /** What the node depends on, directly or not, with the fewest calls in between; itself at 0. */
  public SortedMap<String, Integer> dependencies(String node) {
    return distances(node, this::callees);
  }

  /** What depends on the node, directly or not, with the fewest calls in between; itself at 0. */
  public SortedMap<String, Integer> dependents(String node) {
    return distances(node, this::callers);
  }

  private SortedMap<String, Integer> distances(
      String start, Function<String, Set<String>> neighbours) {
    SortedMap<String, Integer> distances = new TreeMap<>();
    if (!callees.containsKey(start)) {
      return distances;
    }
    ArrayDeque<String> queue = new ArrayDeque<>();
    distances.put(start, 0);
    queue.add(start);
    while (!queue.isEmpty()) {
      String node = queue.remove();
      for (String next : neighbours.apply(node)) {
        if (distances.putIfAbsent(next, distances.get(node) + 1) == null) {
          queue.add(next);
        }
      }
    }
    return distances;
  }

  /**
   * Groups of nodes that call each other in a circle, each node in at most one; a node that calls
   * itself is a group of one.
   */
  public List<Set<String>> cycles() {
    List<Set<String>> cycles = new ArrayList<>();
    Set<String> grouped = new TreeSet<>();
    for (Map.Entry<String, SortedSet<String>> node : callees.entrySet()) {
      if (grouped.contains(node.getKey())) {
        continue;
      }
      Set<String> group = new TreeSet<>(dependencies(node.getKey()).keySet());
      group.retainAll(dependents(node.getKey()).keySet());
      if (group.size() > 1 || node.getValue().contains(node.getKey())) {
        cycles.add(Collections.unmodifiableSet(group));
        grouped.addAll(group);
      }
    }
    return List.copyOf(cycles);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceGraph that && edges.equals(that.edges);
  }

  @Override
  public int hashCode() {
    return edges.hashCode();
  }

  @Override
  public String toString() {
    return nodes().size() + " nodes, " + edges.size() + " edges";
  }
}
