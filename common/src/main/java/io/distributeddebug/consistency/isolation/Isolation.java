package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether transactions were isolated as a level promises. Exact for read committed, read atomic and
 * causal where each value was written to a key once.
 *
 * <p>Missing operations: reads of values that nobody is known to have written are left out; what is
 * found on the rest is a violation of the whole history. Only a complete record lets such a read
 * itself be a violation.
 */
public final class Isolation {
  private final Transactions transactions;
  private final Meter meter;

  private Isolation(History history, Completeness completeness, Budget budget) {
    this.transactions = TransactionReader.read(history, completeness);
    this.meter = new Meter(budget);
    meter.add(history.operations());
  }

  public static Verdict check(
      History history, Level level, Completeness completeness, Budget budget) {
    return obstacle(history)
        .map(missing -> Verdict.notCheckable(level.word(), missing))
        .orElseGet(() -> new Isolation(history, completeness, budget).verdict(level));
  }

  private static Optional<String> obstacle(History history) {
    boolean texts = false;
    boolean appends = false;
    for (int o = 0; o < history.operations(); o++) {
      OperationKind kind = history.kind(o);
      if (kind == OperationKind.CAS) {
        return Optional.of("'" + history.text(o) + "' is no read, write or append");
      }
      texts |= kind == OperationKind.READ && history.value(o) != History.NIL;
      appends |= kind == OperationKind.APPEND;
    }
    return texts && appends
        ? Optional.of("reads of what is appended to have to return lists")
        : Optional.empty();
  }

  private Verdict verdict(Level asked) {
    List<Anomaly> reads = transactions.readAnomalies();
    if (!reads.isEmpty()) {
      return Verdict.violated(asked.word(), reads, meter.steps());
    }
    if (asked == Level.STRONGEST) {
      return strongest();
    }
    for (WeakLevel level : WeakLevel.values()) {
      if (level.level() == asked) {
        return verdict(level);
      }
    }
    throw new IllegalArgumentException("Invalid level: " + asked + " is none of isolation");
  }

  /** The verdict that it holds, of the last level that does. */
  private Verdict strongest() {
    Verdict last = verdict(WeakLevel.READ_COMMITTED);
    for (WeakLevel level : List.of(WeakLevel.READ_ATOMIC, WeakLevel.CAUSAL)) {
      if (last.conclusion() != Conclusion.HOLDS) {
        return last;
      }
      Verdict next = verdict(level);
      if (next.conclusion() != Conclusion.HOLDS) {
        return last.because(level.level().word() + " is " + next.conclusion().word());
      }
      last = next;
    }
    return last;
  }

  private Verdict verdict(WeakLevel level) {
    String word = level.level().word();
    CommitGraph graph = new CommitGraph(transactions.size());
    BaseOrder.addTo(graph, transactions);
    meter.add(graph.edges());
    Optional<int[]> cycle = graph.cycle(edge -> true);
    if (cycle.isPresent()) {
      return violated(level, graph, cycle.get());
    }
    if (level != WeakLevel.READ_COMMITTED) {
      Optional<Anomaly> twice = ReadAtomic.nonRepeatableRead(transactions);
      if (twice.isPresent()) {
        return Verdict.violated(word, List.of(twice.get()), meter.steps());
      }
    }
    if (!level.force(transactions, graph, meter)) {
      return Verdict.unknown(word, meter.steps(), meter.exhausted());
    }
    meter.add(graph.edges());
    return graph
        .cycle(edge -> true)
        .map(edges -> violated(level, graph, edges))
        .orElseGet(() -> holds(word));
  }

  private Verdict violated(WeakLevel level, CommitGraph graph, int[] cycle) {
    if (!CycleCheck.confirms(transactions, graph, cycle, level)) {
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
        List.of(Explained.cycle(kind, meaning, transactions, graph, cycle)),
        meter.steps());
  }

  private Verdict holds(String level) {
    String reason =
        transactions.unexplained() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "%,d reads are of values that no recorded transaction, or more than one, wrote;"
                    + " they were left out",
                transactions.unexplained());
    return new Verdict(level, Conclusion.HOLDS, new ArrayList<>(), meter.steps(), reason);
  }
}
