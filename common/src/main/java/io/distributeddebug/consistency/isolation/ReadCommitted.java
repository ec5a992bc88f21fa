package io.distributeddebug.consistency.isolation;

import java.util.Arrays;

/**
 * Read committed: once a transaction has read from another, it reads nothing older than what that
 * one wrote. If t3 reads from t2, and later reads x from t1, and t2 writes x as well, then t2 was
 * committed before t1. L. Møldrup and A. Pavlogiannis, AWDIT, 2025: O(n^1.5).
 *
 * <p>Missing reads and transactions only take edges away: a cycle that is found is one of the whole
 * history.
 */
final class ReadCommitted {
  private final Transactions transactions;
  private final CommitGraph graph;
  private final int[] nearest;
  private final int[] second;
  private final int[] stamp;
  private final IntList following = new IntList();
  private final int[] firstReadOf;

  private ReadCommitted(Transactions transactions, CommitGraph graph) {
    this.transactions = transactions;
    this.graph = graph;
    this.nearest = new int[transactions.keys()];
    this.second = new int[transactions.keys()];
    this.stamp = new int[transactions.keys()];
    this.firstReadOf = new int[transactions.size()];
  }

  /** Adds the edges that the level forces on the commit order. */
  static void force(Transactions transactions, CommitGraph graph) {
    ReadCommitted level = new ReadCommitted(transactions, graph);
    Arrays.fill(level.firstReadOf, -1);
    for (int node = 1; node < transactions.size(); node++) {
      level.force(node);
    }
  }

  private void force(int t3) {
    following.clear();
    int first = transactions.firstRead(t3);
    for (int r = transactions.endOfReads(t3) - 1; r >= first; r--) {
      firstReadOf[transactions.readFrom(r)] = r;
    }
    // Backwards: per key the nearest read behind this one, and the nearest from another writer.
    for (int r = transactions.endOfReads(t3) - 1; r >= first; r--) {
      int t2 = transactions.readFrom(r);
      if (t2 != Transactions.INITIAL && firstReadOf[t2] == r) {
        force(t2, t3);
      }
      follow(t3, r);
    }
  }

  private void force(int t2, int t3) {
    int writes = transactions.endOfWrites(t2) - transactions.firstWrite(t2);
    if (writes <= following.size()) {
      for (int w = transactions.firstWrite(t2); w < transactions.endOfWrites(t2); w++) {
        if (stamp[transactions.writeKey(w)] == t3) {
          force(t2, transactions.writeKey(w), t3);
        }
      }
    } else {
      for (int i = 0; i < following.size(); i++) {
        if (transactions.writes(t2, following.get(i))) {
          force(t2, following.get(i), t3);
        }
      }
    }
  }

  private void force(int t2, int key, int t3) {
    int read = nearest[key];
    if (transactions.readFrom(read) == t2) {
      read = second[key];
    }
    if (read >= 0 && stamp[key] == t3) {
      graph.add(t2, transactions.readFrom(read), EdgeKind.FORCED, read);
    }
  }

  private void follow(int t3, int read) {
    int key = transactions.readKey(read);
    if (stamp[key] != t3) {
      stamp[key] = t3;
      second[key] = -1;
      following.add(key);
    } else if (transactions.readFrom(nearest[key]) != transactions.readFrom(read)) {
      second[key] = nearest[key];
    }
    nearest[key] = read;
  }
}
