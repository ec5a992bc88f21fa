package io.distributeddebug.consistency.isolation;

import java.util.Arrays;

/** For each key the sessions that write it, and for each of these its writers in their order. */
final class WritersInSessions {
  private final int[] place;
  private final int[] firstSession;
  private final int[] sessions;
  private final int[] firstWriter;
  private final int[] writers;

  /**
   * @param place of each transaction in its session
   */
  WritersInSessions(Transactions transactions, int[] place) {
    this.place = place;
    int count = transactions.size() == 0 ? 0 : transactions.endOfWrites(transactions.size() - 1);
    long[] sorted = new long[count];
    int[] nodes = new int[count];
    int next = 0;
    for (int node = 1; node < transactions.size(); node++) {
      for (int w = transactions.firstWrite(node); w < transactions.endOfWrites(node); w++) {
        nodes[next] = node;
        sorted[next] =
            ((long) transactions.writeKey(w) << 32) | (transactions.session(node) & 0xffffffffL);
        next++;
      }
    }
    // Nodes of a session have rising numbers: a stable order by key and session keeps their order.
    int[] order = stableOrder(sorted, transactions);
    firstSession = new int[transactions.keys() + 1];
    IntList sessionList = new IntList();
    IntList firstList = new IntList();
    writers = new int[count];
    long last = -1;
    for (int i = 0; i < count; i++) {
      writers[i] = nodes[order[i]];
      if (sorted[order[i]] != last) {
        last = sorted[order[i]];
        sessionList.add((int) last);
        firstList.add(i);
        firstSession[(int) (last >>> 32) + 1]++;
      }
    }
    for (int key = 0; key < transactions.keys(); key++) {
      firstSession[key + 1] += firstSession[key];
    }
    firstList.add(count);
    sessions = sessionList.toArray();
    firstWriter = firstList.toArray();
  }

  /** Counting sorts, by session and then by key. */
  private static int[] stableOrder(long[] pairs, Transactions transactions) {
    int[] order = new int[pairs.length];
    Arrays.setAll(order, i -> i);
    order = countingSort(order, pairs, 0, transactions.history().sessions());
    return countingSort(order, pairs, 32, transactions.keys());
  }

  private static int[] countingSort(int[] order, long[] pairs, int shift, int range) {
    int[] start = new int[range + 1];
    for (int i : order) {
      start[(int) (pairs[i] >>> shift) + 1]++;
    }
    for (int i = 0; i < range; i++) {
      start[i + 1] += start[i];
    }
    int[] sorted = new int[order.length];
    for (int i : order) {
      sorted[start[(int) (pairs[i] >>> shift)]++] = i;
    }
    return sorted;
  }

  /** Where the sessions that write a key begin. */
  int first(int key) {
    return firstSession[key];
  }

  int end(int key) {
    return firstSession[key + 1];
  }

  int session(int entry) {
    return sessions[entry];
  }

  /** The last writer of an entry at or before a place in the session; negative: there is none. */
  int lastUpTo(int entry, int upTo) {
    int low = firstWriter[entry];
    int high = firstWriter[entry + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place[writers[middle]] <= upTo) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == firstWriter[entry] ? -1 : writers[low - 1];
  }
}
