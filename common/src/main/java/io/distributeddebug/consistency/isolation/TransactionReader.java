package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.Arrays;

/** Finds out whose versions the transactions of a history read, and checks each read by itself. */
final class TransactionReader {
  private static final int NONE = -1;

  private final TransactionColumns columns = new TransactionColumns();
  private final ReadAnomalies anomalies;
  private final ListOrders listOrders;
  private int unexplained;

  private final History history;
  private final Completeness completeness;
  private final Writers writers;
  private final int[] nodeOf;
  private final int[] ownWrite;
  private final int[] ownWriteIn;

  private TransactionReader(History history, Completeness completeness) {
    this.history = history;
    this.completeness = completeness;
    this.writers = new Writers(history);
    this.anomalies = new ReadAnomalies(history);
    this.nodeOf = new int[history.transactions()];
    this.ownWrite = new int[history.keys()];
    this.ownWriteIn = new int[history.keys()];
    this.listOrders = new ListOrders(history, writers, nodeOf);
    Arrays.fill(nodeOf, NONE);
    Arrays.fill(ownWriteIn, NONE);
  }

  static Transactions read(History history, Completeness completeness) {
    TransactionReader reader = new TransactionReader(history, completeness);
    reader.nodes();
    reader.fill();
    reader.listOrders.complete(reader.anomalies);
    return new Transactions(
        history, reader.columns, reader.listOrders, reader.anomalies, reader.unexplained);
  }

  private void nodes() {
    boolean[] committed = committed();
    int[] last = new int[history.sessions()];
    columns.source.add(NONE);
    columns.previous.add(Transactions.INITIAL);
    for (int t = 0; t < history.transactions(); t++) {
      if (committed[t] && history.end(t) > history.first(t)) {
        nodeOf[t] = columns.source.size();
        columns.source.add(t);
        columns.previous.add(last[history.session(t)]);
        last[history.session(t)] = nodeOf[t];
      }
    }
  }

  /** Those that were acknowledged, and those whose writes somebody saw who was. */
  private boolean[] committed() {
    boolean[] committed = new boolean[history.transactions()];
    for (int t = 0; t < history.transactions(); t++) {
      if (history.outcome(t) != Outcome.OK) {
        continue;
      }
      committed[t] = true;
      for (int o = history.first(t); o < history.end(t); o++) {
        if (history.kind(o) == OperationKind.READ) {
          seen(writers.writeOf(history.key(o), history.value(o)), committed);
        } else if (history.kind(o) == OperationKind.READ_LIST) {
          for (int element : history.list(o)) {
            seen(writers.writeOf(history.key(o), element), committed);
          }
        }
      }
    }
    return committed;
  }

  private void seen(int write, boolean[] committed) {
    if (write >= 0 && history.outcome(history.transaction(write)) == Outcome.UNKNOWN) {
      committed[history.transaction(write)] = true;
    }
  }

  private void fill() {
    columns.begin();
    for (int node = 1; node < columns.source.size(); node++) {
      int t = columns.source.get(node);
      columns.begin();
      for (int o = history.first(t); o < history.end(t); o++) {
        if (Writers.isWrite(history.kind(o))) {
          write(node, o);
        } else if (history.kind(o) == OperationKind.READ) {
          read(t, o);
        } else {
          readList(t, o);
        }
      }
    }
  }

  private void write(int node, int operation) {
    int key = history.key(operation);
    columns.addWrite(node, key, operation);
    ownWrite[key] = operation;
    ownWriteIn[key] = node;
  }

  private void read(int t, int operation) {
    int key = history.key(operation);
    int write = writers.writeOf(key, history.value(operation));
    if (ownWriteIn[key] == nodeOf[t]) {
      boolean own = history.value(ownWrite[key]) == history.value(operation);
      if (!own && isKnown(t, operation, write)) {
        anomalies.internal(t, operation, ownWrite[key]);
      }
      return;
    }
    if (isKnown(t, operation, write)) {
      readVersion(t, operation, write);
    }
  }

  private void readList(int t, int operation) {
    int key = history.key(operation);
    int[] list = history.list(operation);
    boolean appended = ownWriteIn[key] == nodeOf[t];
    int own = appended ? firstOwn(t, operation, list) : list.length;
    if (own == NONE) {
      anomalies.internal(t, operation, ownWrite[key]);
      return;
    }
    if (!listOrders.offer(operation, anomalies) || !isClean(t, operation, own)) {
      return;
    }
    int write = own == 0 ? Writers.INITIAL : writers.writeOf(key, list[own - 1]);
    if (isKnown(t, operation, write)) {
      readVersion(t, operation, write);
    }
  }

  /**
   * Where in a list the transaction's own elements begin: all that it has appended so far are there
   * in their order, and nobody else's behind the first of them. {@link #NONE} where they are not.
   */
  private int firstOwn(int t, int operation, int[] list) {
    int key = history.key(operation);
    int at = 0;
    int begin = NONE;
    for (int o = history.first(t); o < operation; o++) {
      if (history.kind(o) != OperationKind.APPEND || history.key(o) != key) {
        continue;
      }
      for (; at < list.length && list[at] != history.value(o); at++) {
        if (begin != NONE && writers.writeOf(key, list[at]) != Writers.NOBODY) {
          return NONE;
        }
      }
      if (at == list.length) {
        return NONE;
      }
      begin = begin == NONE ? at : begin;
      at++;
    }
    for (; at < list.length; at++) {
      if (writers.writeOf(key, list[at]) != Writers.NOBODY) {
        return NONE;
      }
    }
    return begin;
  }

  /**
   * Whether no element before the transaction's own was rolled back, or is still to be appended.
   */
  private boolean isClean(int t, int operation, int end) {
    int[] list = history.list(operation);
    for (int i = 0; i < end; i++) {
      int write = writers.writeOf(history.key(operation), list[i]);
      if (write >= 0) {
        int writer = history.transaction(write);
        if (writer == t) {
          anomalies.future(t, operation, write);
          return false;
        }
        if (history.outcome(writer) == Outcome.FAIL) {
          anomalies.aborted(t, operation, write);
          return false;
        }
      }
    }
    return true;
  }

  private boolean isKnown(int t, int operation, int write) {
    if (write == Writers.NOBODY && completeness == Completeness.COMPLETE) {
      anomalies.garbage(t, operation);
      return false;
    }
    if (write == Writers.NOBODY || write == Writers.AMBIGUOUS) {
      unexplained++;
      return false;
    }
    return true;
  }

  private void readVersion(int t, int operation, int write) {
    if (write == Writers.INITIAL) {
      addRead(operation, Transactions.INITIAL);
      return;
    }
    int writer = history.transaction(write);
    if (writer == t) {
      anomalies.future(t, operation, write);
    } else if (history.outcome(writer) == Outcome.FAIL) {
      anomalies.aborted(t, operation, write);
    } else if (!writers.isFinal(write)) {
      anomalies.intermediate(t, operation, write);
    } else {
      addRead(operation, nodeOf[writer]);
    }
  }

  private void addRead(int operation, int from) {
    columns.addRead(history.key(operation), from, operation);
  }
}
