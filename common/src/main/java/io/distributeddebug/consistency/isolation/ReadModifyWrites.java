package io.distributeddebug.consistency.isolation;

import java.util.Arrays;

/**
 * Which transactions read a version of a key and then leave one themselves: theirs comes later, and
 * where two read the same version, one update is lost.
 */
final class ReadModifyWrites {
  private final Transactions transactions;
  private final PairIndex firstOfVersion = new PairIndex();
  private final int[] next;

  ReadModifyWrites(Transactions transactions) {
    this.transactions = transactions;
    this.next = new int[transactions.reads()];
    Arrays.fill(next, -1);
    int[] counted = new int[transactions.keys()];
    for (int node = 1; node < transactions.size(); node++) {
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        int key = transactions.readKey(r);
        if (counted[key] != node && transactions.writes(node, key)) {
          counted[key] = node;
          next[r] = firstOfVersion.get(transactions.readFrom(r), key);
          firstOfVersion.put(transactions.readFrom(r), key, r);
        }
      }
    }
  }

  /** The first of the reads of the same version by those who replace it; negative: none. */
  int firstOf(int read) {
    return firstOfVersion.get(transactions.readFrom(read), transactions.readKey(read));
  }

  /** The next such read of the same version; negative: none. */
  int next(int read) {
    return next[read];
  }

  /** Whether this read is the last of those of its version, so that each version comes once. */
  boolean isLast(int read) {
    return next[read] < 0 && firstOf(read) >= 0;
  }
}
