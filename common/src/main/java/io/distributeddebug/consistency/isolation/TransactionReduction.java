package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Meter;

/**
 * Makes a set of transactions without an order small: transactions are left out, with all reads of
 * what they wrote, for as long as the rest has no order. An order of all would be one of the rest.
 */
final class TransactionReduction {
  private static final long STEPS = 3_000_000;

  private final Transactions transactions;
  private final StrongLevel level;
  private final CommitGraph graph;
  private final Budget budget;
  private long stepsLeft = STEPS;

  private TransactionReduction(
      Transactions transactions, StrongLevel level, CommitGraph graph, Budget budget) {
    this.transactions = transactions;
    this.level = level;
    this.graph = graph;
    this.budget = budget;
  }

  /** Which transactions are to be ignored, so that the rest still has no order. */
  static boolean[] of(
      Transactions transactions, StrongLevel level, CommitGraph graph, Budget budget) {
    return new TransactionReduction(transactions, level, graph, budget).reduce();
  }

  private boolean[] reduce() {
    boolean[] ignored = new boolean[transactions.size()];
    for (int size = Math.max(1, transactions.size() / 2); size >= 1; size /= 2) {
      for (int end = transactions.size(); end > 1 && stepsLeft > 0; end -= size) {
        boolean[] fewer = ignored.clone();
        boolean changed = false;
        for (int t = Math.max(1, end - size); t < end; t++) {
          changed |= !fewer[t];
          fewer[t] = true;
        }
        if (changed && hasNoOrder(fewer)) {
          ignored = fewer;
        }
      }
    }
    return ignored;
  }

  private boolean hasNoOrder(boolean[] ignored) {
    Meter meter = new Meter(budget.withSteps(stepsLeft));
    EventOrder order = new EventOrder(transactions, level, ignored, meter);
    order.addAll(graph);
    EventOrder.End end = order.saturate();
    boolean none =
        end == EventOrder.End.CONTRADICTION
            || (end == EventOrder.End.FIXED_POINT
                && OrderSearch.run(transactions, level, ignored, order, meter)
                    == OrderSearch.End.THERE_IS_NONE);
    // A look at all events costs time, too.
    stepsLeft -= meter.steps() + order.events();
    return none;
  }
}
