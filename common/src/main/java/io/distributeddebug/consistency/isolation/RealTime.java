package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.Outcome;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which transactions had ended before others began, without what follows from others: to those that
 * began before any of them had ended.
 *
 * <pre>
 *   a |--|                   a -> b and a -> c, but not a -> d, which follows from a -> b -> d
 *         b |--|
 *          c |--------|
 *               d |--|
 * </pre>
 */
final class RealTime {
  private RealTime() {}

  static void addTo(CommitGraph graph, Transactions transactions) {
    int[] byBegin =
        IntStream.range(1, transactions.size())
            .boxed()
            .sorted(Comparator.comparingLong(node -> began(transactions, node)))
            .mapToInt(node -> node)
            .toArray();
    long[] firstEndFrom = new long[byBegin.length + 1];
    firstEndFrom[byBegin.length] = History.NEVER;
    for (int i = byBegin.length - 1; i >= 0; i--) {
      firstEndFrom[i] = Math.min(firstEndFrom[i + 1], ended(transactions, byBegin[i]));
    }
    for (int node = 1; node < transactions.size(); node++) {
      int next = firstBegunAfter(transactions, byBegin, ended(transactions, node));
      for (int i = next;
          i < byBegin.length && began(transactions, byBegin[i]) <= firstEndFrom[next];
          i++) {
        graph.add(node, byBegin[i], EdgeKind.REAL_TIME, -1);
      }
    }
  }

  /** When a transaction surely had not begun yet. */
  static long began(Transactions transactions, int node) {
    return node == Transactions.INITIAL
        ? History.ALWAYS
        : transactions.history().invoked(transactions.source(node));
  }

  /** When a transaction surely had ended. */
  static long ended(Transactions transactions, int node) {
    if (node == Transactions.INITIAL) {
      return History.ALWAYS;
    }
    int t = transactions.source(node);
    return transactions.history().outcome(t) == Outcome.UNKNOWN
        ? History.NEVER
        : transactions.history().completed(t);
  }

  private static int firstBegunAfter(Transactions transactions, int[] byBegin, long time) {
    int low = 0;
    int high = byBegin.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (began(transactions, byBegin[middle]) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
