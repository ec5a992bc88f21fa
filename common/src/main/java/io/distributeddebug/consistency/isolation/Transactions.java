package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import java.util.Arrays;

/**
 * The committed transactions of a history as the nodes of a graph, with what each wrote and whose
 * version each of its reads saw. Node 0 stands for what the keys held at first. A transaction whose
 * end is not known is a node if somebody saw what it wrote.
 *
 * <pre>
 *   session 1:  T1 write x 1            node 1   writes x
 *   session 2:  T2 read x 1, write y 2  node 2   reads x from node 1, writes y
 * </pre>
 *
 * Reads of a transaction's own writes are not among its reads; they are checked when it is built.
 */
final class Transactions {
  static final int INITIAL = 0;

  private final History history;
  private final TransactionColumns columns;
  private final ListOrders listOrders;
  private final ReadAnomalies readAnomalies;
  private final int unexplained;

  Transactions(
      History history,
      TransactionColumns columns,
      ListOrders listOrders,
      ReadAnomalies readAnomalies,
      int unexplained) {
    this.history = history;
    this.columns = columns;
    this.listOrders = listOrders;
    this.readAnomalies = readAnomalies;
    this.unexplained = unexplained;
  }

  /**
   * Some of the transactions alone, without the reads of what others wrote.
   *
   * @param nodes their numbers here, rising; {@link #INITIAL} is always there
   */
  Transactions only(int[] nodes) {
    int[] renumbered = filled(size());
    int[] nodeOf = filled(history.transactions());
    int[] last = new int[history.sessions()];
    TransactionColumns rest = new TransactionColumns();
    renumbered[INITIAL] = INITIAL;
    rest.source.add(-1);
    rest.previous.add(INITIAL);
    for (int node : nodes) {
      renumbered[node] = rest.source.size();
      nodeOf[source(node)] = rest.source.size();
      rest.previous.add(last[session(node)]);
      last[session(node)] = rest.source.size();
      rest.source.add(source(node));
    }
    rest.begin();
    for (int node : nodes) {
      rest.begin();
      for (int w = firstWrite(node); w < endOfWrites(node); w++) {
        rest.addWrite(renumbered[node], writeKey(w), writeOperation(w));
      }
      for (int r = firstRead(node); r < endOfReads(node); r++) {
        if (renumbered[readFrom(r)] >= 0) {
          rest.addRead(readKey(r), renumbered[readFrom(r)], readOperation(r));
        }
      }
    }
    return new Transactions(
        history, rest, listOrders.renumbered(nodeOf), readAnomalies, unexplained);
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, -1);
    return array;
  }

  History history() {
    return history;
  }

  /** How many nodes there are, {@link #INITIAL} among them. */
  int size() {
    return columns.source.size();
  }

  /** The transaction of a node other than {@link #INITIAL}. */
  int source(int node) {
    return columns.source.get(node);
  }

  String name(int node) {
    return node == INITIAL ? "initial" : history.name(source(node));
  }

  /** The node before this one in its session; {@link #INITIAL} for the first. */
  int previous(int node) {
    return columns.previous.get(node);
  }

  /** The sessions' dense numbers; that of {@link #INITIAL} is -1. */
  int session(int node) {
    return node == INITIAL ? -1 : history.session(source(node));
  }

  int keys() {
    return history.keys();
  }

  int firstWrite(int node) {
    return columns.firstWrite.get(node);
  }

  int endOfWrites(int node) {
    return node + 1 < size() ? columns.firstWrite.get(node + 1) : columns.writeKey.size();
  }

  /** The key of a write; a node has one write a key. */
  int writeKey(int write) {
    return columns.writeKey.get(write);
  }

  /** The operation that left the node's version of the key. */
  int writeOperation(int write) {
    return columns.writeOperation.get(write);
  }

  /** The number of a node's write to a key; negative: it does not write it. */
  int writeOf(int node, int key) {
    return columns.writeSet.get(node, key);
  }

  /** Whether a node leaves a version of a key. */
  boolean writes(int node, int key) {
    return node == INITIAL || columns.writeSet.get(node, key) != PairIndex.ABSENT;
  }

  int firstRead(int node) {
    return columns.firstRead.get(node);
  }

  int endOfReads(int node) {
    return node + 1 < size() ? columns.firstRead.get(node + 1) : columns.readKey.size();
  }

  int readKey(int read) {
    return columns.readKey.get(read);
  }

  /** The node whose version was read. */
  int readFrom(int read) {
    return columns.readFrom.get(read);
  }

  /** The node that reads. */
  int readerOf(int read) {
    int low = 0;
    int high = size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstRead(middle) <= read) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The operation of the history. */
  int readOperation(int read) {
    return columns.readOperation.get(read);
  }

  int reads() {
    return columns.readKey.size();
  }

  /** The order of the versions of keys that hold lists. */
  ListOrders listOrders() {
    return listOrders;
  }

  /** What is wrong with single reads, whatever the commit order. */
  ReadAnomalies readAnomalies() {
    return readAnomalies;
  }

  /** Reads that were left out, since nobody, or more than one, wrote what they saw. */
  int unexplained() {
    return unexplained;
  }
}
