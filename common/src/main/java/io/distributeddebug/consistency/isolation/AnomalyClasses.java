package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Names the cycles of a dependency graph: of each class one in each strongly connected component.
 * Cycles that data alone closes are looked for before those that need sessions or real time.
 */
final class AnomalyClasses {
  private static final int MOST_OF_A_CLASS = 5;
  private static final int MOST_EDGES_TRIED = 2_000;
  private static final int SHORTEST = 2;

  private final Transactions transactions;
  private final CommitGraph graph;
  private final int[] component;
  private final List<Anomaly> found = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<Integer> explained = new HashSet<>();
  private boolean doubtful;

  /**
   * A class of a cycle that was found, and whether a second look confirmed all of them.
   *
   * @param anomalies the worst class first
   */
  record Found(List<Anomaly> anomalies, boolean doubtful) {}

  private AnomalyClasses(Transactions transactions, CommitGraph graph) {
    this.transactions = transactions;
    this.graph = graph;
    this.component = graph.components(edge -> true);
  }

  /**
   * The anomalies of the graph.
   *
   * @param relevant the classes that break the level in question
   * @param circular the edges that lie on cycles which break it
   */
  static Found of(
      Transactions transactions,
      CommitGraph graph,
      Predicate<CycleClass> relevant,
      IntPredicate circular) {
    AnomalyClasses classes = new AnomalyClasses(transactions, graph);
    for (CycleClass type : CycleClass.values()) {
      classes.explained.clear();
      IntPredicate data = edge -> circular.test(edge) && !isOrder(graph.kind(edge));
      for (IntPredicate among : List.of(data, circular)) {
        if (relevant.test(type)) {
          classes.find(type, among);
        }
      }
    }
    return new Found(classes.found, classes.doubtful);
  }

  private static boolean isOrder(EdgeKind kind) {
    return kind == EdgeKind.SESSION || kind == EdgeKind.REAL_TIME;
  }

  private void find(CycleClass type, IntPredicate among) {
    Map<Integer, int[]> shortest = new LinkedHashMap<>();
    int attempts = 0;
    for (int edge = 0; edge < graph.edges() && attempts < MOST_EDGES_TRIED; edge++) {
      int inside = component[graph.from(edge)];
      if (inside != component[graph.to(edge)]
          || explained.contains(inside)
          || !among.test(edge)
          || isOrder(graph.kind(edge))
          || (shortest.containsKey(inside) && shortest.get(inside).length == SHORTEST)) {
        continue;
      }
      attempts++;
      type.cycleThrough(graph, edge, e -> among.test(e) && component[graph.to(e)] == inside)
          .ifPresent(
              cycle -> shortest.merge(inside, cycle, (a, b) -> a.length <= b.length ? a : b));
    }
    explained.addAll(shortest.keySet());
    shortest.values().forEach(cycle -> report(type, cycle));
  }

  private void report(CycleClass type, int[] cycle) {
    if (!CycleCheck.confirms(transactions, graph, cycle, Optional.empty())) {
      doubtful = true;
      return;
    }
    String kind = CycleClass.named(type, graph, cycle);
    if (counts.merge(kind, 1, Integer::sum) <= MOST_OF_A_CLASS) {
      String pattern = pattern(cycle);
      found.add(
          Explained.cycle(
              kind,
              pattern.isEmpty() ? type.pattern() : pattern,
              type.meaning(),
              transactions,
              graph,
              cycle));
    }
  }

  /** A well-known shape of a cycle of two: lost update, write skew. */
  private String pattern(int[] cycle) {
    if (cycle.length != 2) {
      return "";
    }
    int a = cycle[0];
    int b = cycle[1];
    if (graph.kind(a) == EdgeKind.RW && graph.kind(b) == EdgeKind.RW) {
      return key(a) == key(b) ? "lost-update" : "write-skew";
    }
    boolean update =
        (graph.kind(a) == EdgeKind.RW && graph.kind(b) == EdgeKind.WW && key(a) == graph.witness(b))
            || (graph.kind(b) == EdgeKind.RW
                && graph.kind(a) == EdgeKind.WW
                && key(b) == graph.witness(a));
    return update ? "lost-update" : "";
  }

  private int key(int edge) {
    return transactions.readKey(graph.witness(edge));
  }
}
