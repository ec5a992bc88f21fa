package io.distributeddebug.consistency.isolation;

/** The columns of {@link Transactions}, filled node by node. */
final class TransactionColumns {
  final IntList source = new IntList();
  final IntList previous = new IntList();
  final IntList firstWrite = new IntList();
  final IntList writeKey = new IntList();
  final IntList writeOperation = new IntList();
  final PairIndex writeSet = new PairIndex();
  final IntList firstRead = new IntList();
  final IntList readKey = new IntList();
  final IntList readFrom = new IntList();
  final IntList readOperation = new IntList();

  /** Opens the next node, whose reads and writes follow. */
  void begin() {
    firstWrite.add(writeKey.size());
    firstRead.add(readKey.size());
  }

  /** Takes a write in; of several to a key the last stands. */
  void addWrite(int node, int key, int operation) {
    int known = writeSet.get(node, key);
    if (known == PairIndex.ABSENT) {
      writeSet.put(node, key, writeKey.size());
      writeKey.add(key);
      writeOperation.add(operation);
    } else {
      writeOperation.set(known, operation);
    }
  }

  void addRead(int key, int from, int operation) {
    readKey.add(key);
    readFrom.add(from);
    readOperation.add(operation);
  }
}
