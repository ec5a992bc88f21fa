package io.distributeddebug.consistency.isolation;

/** For each key the transactions that leave a version of it. */
final class KeyWriters {
  private final Transactions transactions;
  private final int[] first;
  private final int[] writers;

  KeyWriters(Transactions transactions) {
    this.transactions = transactions;
    first = new int[transactions.keys() + 1];
    int count = transactions.endOfWrites(transactions.size() - 1);
    for (int w = 0; w < count; w++) {
      first[transactions.writeKey(w) + 1]++;
    }
    for (int key = 0; key < transactions.keys(); key++) {
      first[key + 1] += first[key];
    }
    int[] next = first.clone();
    writers = new int[count];
    for (int node = 1; node < transactions.size(); node++) {
      for (int w = transactions.firstWrite(node); w < transactions.endOfWrites(node); w++) {
        writers[next[transactions.writeKey(w)]++] = node;
      }
    }
  }

  /** Where the writers of a key begin. */
  int first(int key) {
    return first[key];
  }

  int end(int key) {
    return first[key + 1];
  }

  int writer(int entry) {
    return writers[entry];
  }

  /** The value, or the last element, that a writer of the key left in it. */
  int valueLeftBy(int node, int key) {
    return transactions
        .history()
        .value(transactions.writeOperation(transactions.writeOf(node, key)));
  }
}
