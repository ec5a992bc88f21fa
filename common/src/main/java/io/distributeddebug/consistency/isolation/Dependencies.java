package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;

/**
 * The dependencies between transactions that are known for certain, as Adya's direct serialization
 * graph has them (PhD thesis, 1999).
 *
 * <p>Versions of lists are ordered by what was read of them. Of registers it is known that a
 * transaction which read a version and wrote the key wrote a later one, and that all are later than
 * the initial one.
 */
final class Dependencies {
  private static final int MOST_EDGES_OF_A_KIND = 4_000_000;

  private final Transactions transactions;
  private final CommitGraph graph;
  private boolean complete = true;

  private Dependencies(Transactions transactions, CommitGraph graph) {
    this.transactions = transactions;
    this.graph = graph;
  }

  /**
   * What is known.
   *
   * @param graph what is read from whom (wr), versions that replace others (ww), reads of versions
   *     that were replaced (rw), and perhaps sessions
   * @param complete whether all of it is in the graph: there may be too much
   */
  record Known(CommitGraph graph, boolean complete) {}

  /** Adds the dependencies to what is in the graph. */
  static Known addTo(CommitGraph graph, Transactions transactions) {
    Dependencies dependencies = new Dependencies(transactions, graph);
    BaseOrder.addReads(graph, transactions);
    BaseOrder.addListOrders(graph, transactions);
    dependencies.addReplacedReads();
    return new Known(graph, dependencies.complete);
  }

  private void addReplacedReads() {
    KeyWriters writers = new KeyWriters(transactions);
    ReadModifyWrites updates = new ReadModifyWrites(transactions);
    int added = 0;
    for (int reader = 1; reader < transactions.size(); reader++) {
      for (int r = transactions.firstRead(reader); r < transactions.endOfReads(reader); r++) {
        int key = transactions.readKey(r);
        if (transactions.listOrders().isKnown(key)) {
          added += addNextInList(reader, r, writers);
        } else if (transactions.readFrom(r) == Transactions.INITIAL) {
          added += addAll(reader, r, writers, key);
        } else {
          added += addUpdates(reader, r, updates);
        }
        if (added > MOST_EDGES_OF_A_KIND) {
          complete = false;
          return;
        }
      }
    }
  }

  /**
   * The version behind the list that was read, own elements included; where there is none, all
   * those that nobody saw.
   */
  private int addNextInList(int reader, int read, KeyWriters writers) {
    ListOrders orders = transactions.listOrders();
    int key = transactions.readKey(read);
    int from = transactions.readFrom(read);
    for (int i = lengthRead(read); i < orders.length(key); i++) {
      int next = orders.appender(key, i);
      if (next >= 0 && next != from) {
        return add(reader, next, read);
      }
    }
    int added = 0;
    for (int i = writers.first(key); i < writers.end(key); i++) {
      int other = writers.writer(i);
      if (other != from && orders.position(key, writers.valueLeftBy(other, key)) < 0) {
        added += add(reader, other, read);
      }
    }
    return added;
  }

  private int lengthRead(int read) {
    int operation = transactions.readOperation(read);
    History history = transactions.history();
    return history.kind(operation) == OperationKind.READ_LIST ? history.list(operation).length : 0;
  }

  private int addAll(int reader, int read, KeyWriters writers, int key) {
    int added = 0;
    for (int i = writers.first(key); i < writers.end(key); i++) {
      added += add(reader, writers.writer(i), read);
    }
    return added;
  }

  private int addUpdates(int reader, int read, ReadModifyWrites updates) {
    int added = 0;
    for (int r = updates.firstOf(read); r >= 0; r = updates.next(r)) {
      added += add(reader, transactions.readerOf(r), read);
    }
    return added;
  }

  private int add(int reader, int writer, int read) {
    if (reader == writer) {
      return 0;
    }
    graph.add(reader, writer, EdgeKind.RW, read);
    return 1;
  }
}
