package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Read committed, read atomic and causal: the level forces edges on the commit order, and it holds
 * if and only if these, with sessions and reads, have no cycle. Exact for values that are unique.
 */
final class WeakIsolation {
  /**
   * @param graph sessions, reads, and what the level forces on the commit order
   */
  record Result(Verdict verdict, CommitGraph graph) {}

  private final Transactions transactions;
  private final WeakLevel level;
  private final Meter meter;
  private final CommitGraph graph;

  private WeakIsolation(Transactions transactions, WeakLevel level, Meter meter) {
    this.transactions = transactions;
    this.level = level;
    this.meter = meter;
    this.graph = new CommitGraph(transactions.size());
  }

  static Result check(Transactions transactions, WeakLevel level, Meter meter) {
    return new WeakIsolation(transactions, level, meter).check();
  }

  private Result result(Verdict verdict) {
    return new Result(verdict, graph);
  }

  private Result check() {
    String word = level.level().word();
    BaseOrder.addTo(graph, transactions);
    meter.add(graph.edges());
    Optional<int[]> cycle = graph.cycle(edge -> true);
    if (cycle.isPresent()) {
      return result(violated(cycle.get()));
    }
    if (level != WeakLevel.READ_COMMITTED) {
      Optional<Anomaly> twice = ReadAtomic.nonRepeatableRead(transactions);
      if (twice.isPresent()) {
        return result(Verdict.violated(word, List.of(twice.get()), meter.steps()));
      }
    }
    if (!level.force(transactions, graph, meter)) {
      return result(Verdict.unknown(word, meter.steps(), meter.exhausted()));
    }
    meter.add(graph.edges());
    return result(
        graph
            .cycle(edge -> true)
            .map(this::violated)
            .orElseGet(() -> new Verdict(word, Conclusion.HOLDS, List.of(), meter.steps(), "")));
  }

  private Verdict violated(int[] cycle) {
    if (!CycleCheck.confirms(transactions, graph, cycle, Optional.of(level))) {
      return Verdict.unknown(
          level.level().word(),
          meter.steps(),
          "a cycle was found that a second check did not confirm; please report it");
    }
    boolean forced = false;
    boolean session = false;
    boolean ww = false;
    boolean wr = false;
    for (int edge : cycle) {
      forced |= graph.kind(edge) == EdgeKind.FORCED;
      session |= graph.kind(edge) == EdgeKind.SESSION;
      ww |= graph.kind(edge) == EdgeKind.WW;
      wr |= graph.kind(edge) == EdgeKind.WR;
    }
    String kind =
        forced ? level.anomaly() : (wr || !ww ? "G1c" : "G0") + (session ? "-process" : "");
    String meaning =
        forced ? "No commit order fits" : "Transactions depend on each other in a circle:";
    return Verdict.violated(
        level.level().word(),
        List.of(Explained.cycle(kind, "", meaning, transactions, graph, cycle)),
        meter.steps());
  }
}
