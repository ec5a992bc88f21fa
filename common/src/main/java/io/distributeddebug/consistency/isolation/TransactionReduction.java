package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Meter;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes a set of transactions without an order small: transactions are left out, with all reads of
 * what they wrote, for as long as the rest has no order. An order of all would be one of the rest.
 */
final class TransactionReduction {
  private static final long STEPS = 10_000_000;
  private static final int COST_OF_AN_EVENT = 4;

  private final Transactions transactions;
  private final StrongLevel level;
  private final TimeOrder time;
  private final Budget budget;
  private long stepsLeft = STEPS;

  private TransactionReduction(
      Transactions transactions, StrongLevel level, TimeOrder time, Budget budget) {
    this.transactions = transactions;
    this.level = level;
    this.time = time;
    this.budget = budget;
  }

  /** Some of the transactions, of which there is no order either. */
  static Transactions of(
      Transactions transactions, StrongLevel level, TimeOrder time, Budget budget) {
    return new TransactionReduction(transactions, level, time, budget).reduce();
  }

  private Transactions reduce() {
    int[] kept = IntStream.range(1, transactions.size()).toArray();
    int before;
    do {
      before = kept.length;
      for (int size = Math.max(1, kept.length / 2); size >= 1; size /= 2) {
        for (int end = kept.length; end > 0 && stepsLeft > 0; end -= size) {
          int[] fewer = without(kept, Math.max(0, end - size), end);
          if (fewer.length > 0 && hasNoOrder(fewer)) {
            kept = fewer;
          }
        }
      }
    } while (kept.length < before && stepsLeft > 0);
    return transactions.only(kept);
  }

  private static int[] without(int[] nodes, int from, int to) {
    int[] rest = Arrays.copyOf(nodes, nodes.length - (to - from));
    System.arraycopy(nodes, to, rest, from, nodes.length - to);
    return rest;
  }

  private boolean hasNoOrder(int[] kept) {
    Meter meter = new Meter(budget.withSteps(stepsLeft));
    Transactions rest = transactions.only(kept);
    EventOrder order = new EventOrder(rest, level, meter);
    order.addAll(time.dependencies(rest).graph());
    EventOrder.End end = order.saturate();
    boolean none =
        end == EventOrder.End.CONTRADICTION
            || (end == EventOrder.End.FIXED_POINT
                && OrderSearch.run(rest, level, order, meter) == OrderSearch.End.THERE_IS_NONE);
    // A look at all events costs time, too.
    stepsLeft -= meter.steps() + (long) COST_OF_AN_EVENT * order.events();
    return none;
  }
}
