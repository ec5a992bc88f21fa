package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Snapshot isolation and serializability. Cycles of dependencies are looked for first, and named;
 * where the order of all versions is known there is no more to it (Adya 1999; Cerone and Gotsman
 * 2018). Else what follows from the dependencies is added, and an order is searched for, within a
 * budget.
 *
 * <p>Missing operations: transactions and reads may be missing; an order of all would be one of the
 * rest.
 */
final class StrongIsolation {
  private static final int MOST_STATES_TO_CONFIRM = 200_000;
  private static final long MANY_OPEN_PAIRS = 5_000;

  private final Transactions transactions;
  private final StrongLevel level;
  private final String word;
  private final TimeOrder time;
  private final CommitGraph graph;
  private final boolean dependenciesAreComplete;
  private final Meter meter;

  StrongIsolation(Transactions transactions, StrongLevel level, TimeOrder time, Meter meter) {
    this.transactions = transactions;
    this.level = level;
    this.word = level.level().word();
    this.time = time;
    this.meter = meter;
    Dependencies.Known known = time.dependencies(transactions);
    this.graph = known.graph();
    this.dependenciesAreComplete = known.complete();
    meter.add(graph.edges());
  }

  /** The verdict, where the dependencies decide. */
  Optional<Verdict> byDependencies() {
    AnomalyClasses.Found found =
        AnomalyClasses.of(transactions, graph, level::isBrokenBy, circular());
    List<Anomaly> anomalies = new ArrayList<>(found.anomalies());
    anomalies.addAll(LostUpdates.in(transactions));
    if (!anomalies.isEmpty()) {
      return Optional.of(Verdict.violated(word, anomalies, meter.steps()));
    }
    if (found.doubtful()) {
      return Optional.of(
          Verdict.unknown(
              word,
              meter.steps(),
              "a cycle was found that a second check did not confirm; please report it"));
    }
    return dependenciesAreComplete && versionsAreOrdered()
        ? Optional.of(holds())
        : Optional.empty();
  }

  private Verdict holds() {
    return new Verdict(word, Conclusion.HOLDS, List.of(), meter.steps(), "");
  }

  /** The edges on cycles that break the level. */
  private IntPredicate circular() {
    if (level == StrongLevel.SERIALIZABLE) {
      int[] component = graph.components(edge -> true);
      return edge -> component[graph.from(edge)] == component[graph.to(edge)];
    }
    // Two places a transaction: reached by a missed write, which no second may follow, or not.
    CommitGraph layers = new CommitGraph(2 * graph.nodes());
    for (int edge = 0; edge < graph.edges(); edge++) {
      int from = 2 * graph.from(edge);
      int to = 2 * graph.to(edge);
      if (graph.kind(edge) == EdgeKind.RW) {
        layers.add(from, to + 1, EdgeKind.RW, edge);
      } else {
        layers.add(from, to, EdgeKind.WR, edge);
        layers.add(from + 1, to, EdgeKind.WR, edge);
      }
    }
    int[] component = layers.components(edge -> true);
    boolean[] circular = new boolean[graph.edges()];
    for (int edge = 0; edge < layers.edges(); edge++) {
      circular[layers.witness(edge)] |= component[layers.from(edge)] == component[layers.to(edge)];
    }
    return edge -> circular[edge];
  }

  /** Whether of any two versions of a key it is known which comes first. */
  private boolean versionsAreOrdered() {
    ListOrders orders = transactions.listOrders();
    int[] unordered = new int[transactions.keys()];
    for (int node = 1; node < transactions.size(); node++) {
      for (int w = transactions.firstWrite(node); w < transactions.endOfWrites(node); w++) {
        int key = transactions.writeKey(w);
        int value = transactions.history().value(transactions.writeOperation(w));
        boolean ordered = orders.isKnown(key) && orders.position(key, value) >= 0;
        unordered[key] += ordered ? 0 : 1;
      }
    }
    return Arrays.stream(unordered).allMatch(count -> count <= 1);
  }

  /**
   * The verdict by a search for an order.
   *
   * @param forced edges that a weaker level, which holds, forces on the commit order
   */
  Verdict search(CommitGraph forced) {
    if (level == StrongLevel.SNAPSHOT_ISOLATION && isEvenSerializable(forced)) {
      return holds();
    }
    Meter searching = new Meter(meter.budget());
    EventOrder order = new EventOrder(transactions, level, searching);
    order.addAll(graph);
    order.addAll(forced);
    boolean none = order.saturate() == EventOrder.End.CONTRADICTION;
    OrderSearch.End end =
        none
            ? OrderSearch.End.THERE_IS_NONE
            : OrderSearch.run(transactions, level, order, searching);
    meter.add(searching.steps());
    return switch (end) {
      case FOUND_AN_ORDER -> holds();
      case THERE_IS_NONE -> violated();
      case BUDGET_USED_UP ->
          new Verdict(
              word,
              openPairs() > MANY_OPEN_PAIRS ? Conclusion.NO_ANOMALY_FOUND : Conclusion.UNKNOWN,
              List.of(),
              meter.steps(),
              "no cycle is known, and the search for an order was given up: "
                  + searching.exhausted());
    };
  }

  /** Whether an order is found quickly in which transactions do all at once. */
  private boolean isEvenSerializable(CommitGraph forced) {
    Meter quick = new Meter(meter.budget().withSteps(meter.budget().steps() / 10));
    EventOrder order = new EventOrder(transactions, StrongLevel.SERIALIZABLE, quick);
    order.addAll(graph);
    order.addAll(forced);
    boolean found =
        order.saturate() != EventOrder.End.CONTRADICTION
            && OrderSearch.run(transactions, StrongLevel.SERIALIZABLE, order, quick)
                == OrderSearch.End.FOUND_AN_ORDER;
    meter.add(quick.steps());
    return found;
  }

  /** How many pairs of writes to one key have no known order. */
  private long openPairs() {
    KeyWriters writers = new KeyWriters(transactions);
    long pairs = 0;
    for (int key = 0; key < transactions.keys(); key++) {
      long count = (long) writers.end(key) - writers.first(key);
      pairs += transactions.listOrders().isKnown(key) ? 0 : count * (count - 1) / 2;
    }
    return pairs;
  }

  private Verdict violated() {
    Transactions few = TransactionReduction.of(transactions, level, time, meter.budget());
    CommitGraph known = time.dependencies(few).graph();
    Optional<Boolean> exists = PlainOrders.exists(few, level, known, MOST_STATES_TO_CONFIRM);
    if (exists.isEmpty() || exists.get()) {
      return Verdict.unknown(
          word,
          meter.steps(),
          exists.isEmpty()
              ? (few.size() - 1)
                  + " transactions without an order were found, too many to confirm it"
              : "transactions without an order were found, which a second check did not confirm;"
                  + " please report it");
    }
    String kind = level == StrongLevel.SERIALIZABLE ? "not-serializable" : "no-snapshots";
    return Verdict.violated(
        word, List.of(Explained.noOrder(kind, word, few, known)), meter.steps());
  }
}
