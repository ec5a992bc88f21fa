package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Meter;
import java.util.Arrays;

/**
 * Causal consistency: whoever sees a transaction sees all that this one could have seen. If t2
 * happened before t3, by sessions and reads, and writes x, which t3 reads from t1, then t2 was
 * committed before t1. L. Møldrup and A. Pavlogiannis, AWDIT, 2025: O(n k) for k sessions.
 *
 * <p>Missing operations: as in {@link ReadCommitted}.
 */
final class Causal {
  private final Transactions transactions;
  private final CommitGraph graph;
  private final Meter meter;
  private final int sessions;
  private final int[] place;
  private final int[][] clocks;
  private final int[] uses;
  private long clockBytes;

  private Causal(Transactions transactions, CommitGraph graph, Meter meter) {
    this.transactions = transactions;
    this.graph = graph;
    this.meter = meter;
    this.sessions = transactions.history().sessions();
    this.place = new int[transactions.size()];
    this.clocks = new int[transactions.size()][];
    this.uses = new int[transactions.size()];
  }

  /**
   * Adds the edges that the level forces on the commit order.
   *
   * @param graph the base order, which has no cycle
   * @return whether the budget sufficed
   */
  static boolean force(Transactions transactions, CommitGraph graph, Meter meter) {
    return new Causal(transactions, graph, meter).force();
  }

  private boolean force() {
    countPlacesAndUses();
    int[] component = graph.components(this::happensBefore);
    int[] order = new int[transactions.size()];
    for (int node = 0; node < transactions.size(); node++) {
      order[component[node]] = node;
    }
    WritersInSessions writers = new WritersInSessions(transactions, place);
    for (int i = order.length - 1; i >= 0; i--) {
      int node = order[i];
      if (node == Transactions.INITIAL) {
        continue;
      }
      int[] clock = clock(node);
      if (!meter.fits(clockBytes)) {
        return false;
      }
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        if (!force(r, clock, writers)) {
          return false;
        }
      }
      clocks[node] = clock;
      release(node);
    }
    return true;
  }

  private boolean happensBefore(int edge) {
    return graph.kind(edge) == EdgeKind.SESSION || graph.kind(edge) == EdgeKind.WR;
  }

  private void countPlacesAndUses() {
    for (int node = 1; node < transactions.size(); node++) {
      int before = transactions.previous(node);
      place[node] = before == Transactions.INITIAL ? 0 : place[before] + 1;
      uses[before]++;
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        uses[transactions.readFrom(r)]++;
      }
    }
  }

  /** For each session the place of its last transaction that happened before; -1: none. */
  private int[] clock(int node) {
    int[] clock = new int[sessions];
    Arrays.fill(clock, -1);
    clockBytes += 4L * sessions + 16;
    join(clock, transactions.previous(node));
    for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
      join(clock, transactions.readFrom(r));
    }
    return clock;
  }

  private void join(int[] clock, int before) {
    if (before == Transactions.INITIAL) {
      return;
    }
    int session = transactions.session(before);
    if (clock[session] < place[before]) {
      int[] earlier = clocks[before];
      for (int s = 0; s < sessions; s++) {
        clock[s] = Math.max(clock[s], earlier[s]);
      }
      clock[session] = Math.max(clock[session], place[before]);
    }
  }

  /** Gives back the clocks that nobody needs any more. */
  private void release(int node) {
    dropUse(transactions.previous(node));
    for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
      dropUse(transactions.readFrom(r));
    }
    if (uses[node] == 0) {
      drop(node);
    }
  }

  private void dropUse(int node) {
    if (node != Transactions.INITIAL && --uses[node] == 0) {
      drop(node);
    }
  }

  private void drop(int node) {
    clocks[node] = null;
    clockBytes -= 4L * sessions + 16;
  }

  private boolean force(int read, int[] clock, WritersInSessions writers) {
    if (!meter.step()) {
      return false;
    }
    int key = transactions.readKey(read);
    int t1 = transactions.readFrom(read);
    for (int i = writers.first(key); i < writers.end(key); i++) {
      int session = writers.session(i);
      int t2 = writers.lastUpTo(i, clock[session]);
      if (t2 < 0 || t2 == t1) {
        continue;
      }
      // What happened before t1 need not be said to come before it.
      boolean known =
          t1 != Transactions.INITIAL
              && (transactions.session(t1) == session
                  ? place[t2] < place[t1]
                  : place[t2] <= clocks[t1][session]);
      if (!known) {
        graph.add(t2, t1, EdgeKind.FORCED, read);
      }
    }
    return true;
  }
}
