package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import java.util.Arrays;
import java.util.Optional;

/**
 * Read atomic: a transaction sees all of another or nothing of it. If t2 comes before t3 in its
 * session, or t3 reads from t2, and t2 writes x, which t3 reads from t1, then t2 was committed
 * before t1. And each key is read from one writer only. L. Møldrup and A. Pavlogiannis, AWDIT,
 * 2025.
 *
 * <p>Missing operations: as in {@link ReadCommitted}.
 */
final class ReadAtomic {
  private ReadAtomic() {}

  /** The first transaction that read two versions of one key, if there is one. */
  static Optional<Anomaly> nonRepeatableRead(Transactions transactions) {
    int[] readOf = new int[transactions.keys()];
    Arrays.fill(readOf, -1);
    for (int node = 1; node < transactions.size(); node++) {
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        int key = transactions.readKey(r);
        int before = readOf[key];
        if (before >= transactions.firstRead(node)
            && transactions.readFrom(before) != transactions.readFrom(r)) {
          boolean confirmed =
              new ReadCheck(transactions.history())
                  .nonRepeatable(transactions.readOperation(before), transactions.readOperation(r));
          if (confirmed) {
            return Optional.of(Explained.nonRepeatableRead(transactions, node, before, r));
          }
        }
        readOf[key] = r;
      }
    }
    return Optional.empty();
  }

  /** Adds the edges that the level forces on the commit order. */
  static void force(Transactions transactions, CommitGraph graph) {
    PairIndex lastWriterInSession = new PairIndex();
    int[] readOf = new int[transactions.keys()];
    int[] readIn = new int[transactions.keys()];
    int[] seenBy = new int[transactions.size()];
    for (int t3 = 1; t3 < transactions.size(); t3++) {
      int session = transactions.session(t3);
      for (int r = transactions.firstRead(t3); r < transactions.endOfReads(t3); r++) {
        int key = transactions.readKey(r);
        readOf[key] = r;
        readIn[key] = t3;
        int t2 = lastWriterInSession.get(session, key);
        if (t2 != PairIndex.ABSENT && t2 != transactions.readFrom(r)) {
          graph.add(t2, transactions.readFrom(r), EdgeKind.FORCED, r);
        }
      }
      int reads = transactions.endOfReads(t3) - transactions.firstRead(t3);
      for (int r = transactions.firstRead(t3); r < transactions.endOfReads(t3); r++) {
        int t2 = transactions.readFrom(r);
        if (t2 == Transactions.INITIAL || seenBy[t2] == t3) {
          continue;
        }
        seenBy[t2] = t3;
        if (transactions.endOfWrites(t2) - transactions.firstWrite(t2) <= reads) {
          for (int w = transactions.firstWrite(t2); w < transactions.endOfWrites(t2); w++) {
            int key = transactions.writeKey(w);
            if (readIn[key] == t3 && transactions.readFrom(readOf[key]) != t2) {
              graph.add(t2, transactions.readFrom(readOf[key]), EdgeKind.FORCED, readOf[key]);
            }
          }
        } else {
          for (int q = transactions.firstRead(t3); q < transactions.endOfReads(t3); q++) {
            if (transactions.readFrom(q) != t2
                && transactions.writes(t2, transactions.readKey(q))) {
              graph.add(t2, transactions.readFrom(q), EdgeKind.FORCED, q);
            }
          }
        }
      }
      for (int w = transactions.firstWrite(t3); w < transactions.endOfWrites(t3); w++) {
        lastWriterInSession.put(session, transactions.writeKey(w), t3);
      }
    }
  }
}
