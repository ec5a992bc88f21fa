package io.distributeddebug.consistency.isolation;

/** How many transactions read each version, and which keys each transaction reads, once a key. */
final class VersionReaders {
  private final PairIndex counts = new PairIndex();
  private final PairIndex versionOf = new PairIndex();
  private final int[] first;
  private final IntList keys = new IntList();

  VersionReaders(Transactions transactions) {
    first = new int[transactions.size() + 1];
    for (int t = 0; t < transactions.size(); t++) {
      first[t] = keys.size();
      for (int r = transactions.firstRead(t); r < transactions.endOfReads(t); r++) {
        int key = transactions.readKey(r);
        int from = transactions.readFrom(r);
        if (versionOf.get(t, key) == PairIndex.ABSENT) {
          versionOf.put(t, key, from);
          keys.add(key);
          counts.put(from, key, count(from, key) + 1);
        }
      }
    }
    first[transactions.size()] = keys.size();
  }

  int count(int writer, int key) {
    return Math.max(0, counts.get(writer, key));
  }

  boolean reads(int transaction, int key, int version) {
    return versionOf.get(transaction, key) == version;
  }

  int first(int transaction) {
    return first[transaction];
  }

  int end(int transaction) {
    return first[transaction + 1];
  }

  int key(int entry) {
    return keys.get(entry);
  }
}
