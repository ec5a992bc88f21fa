package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.Optional;

/**
 * Looks at a cycle a second time, edge by edge, in the operations of the history themselves. It
 * uses nothing of what the checkers have computed but the numbers of the transactions and reads.
 */
final class CycleCheck {
  private final Transactions transactions;
  private final History history;
  private final Optional<WeakLevel> level;

  private CycleCheck(Transactions transactions, Optional<WeakLevel> level) {
    this.transactions = transactions;
    this.history = transactions.history();
    this.level = level;
  }

  /**
   * Whether the edges form a cycle, and each is there.
   *
   * @param level whose forced edges there may be; empty: none
   */
  static boolean confirms(
      Transactions transactions, CommitGraph graph, int[] cycle, Optional<WeakLevel> level) {
    CycleCheck check = new CycleCheck(transactions, level);
    for (int i = 0; i < cycle.length; i++) {
      int next = cycle[(i + 1) % cycle.length];
      if (graph.to(cycle[i]) != graph.from(next) || !check.isThere(graph, cycle[i])) {
        return false;
      }
    }
    return cycle.length > 0;
  }

  private boolean isThere(CommitGraph graph, int edge) {
    int from = graph.from(edge);
    int to = graph.to(edge);
    int witness = graph.witness(edge);
    return switch (graph.kind(edge)) {
      case SESSION -> precedesInSession(from, to);
      case REAL_TIME -> completed(from) < invoked(to);
      case WR -> sees(to, transactions.readOperation(witness), from);
      case WW -> standBehindEachOther(from, to, witness);
      case RW -> from != to && misses(transactions.readOperation(witness), from, to);
      case FORCED -> isForced(from, to, witness);
    };
  }

  private boolean precedesInSession(int from, int to) {
    return to != Transactions.INITIAL
        && (from == Transactions.INITIAL
            || (from < to
                && history.session(transactions.source(from))
                    == history.session(transactions.source(to))));
  }

  private long completed(int node) {
    if (node == Transactions.INITIAL) {
      return History.ALWAYS;
    }
    int t = transactions.source(node);
    return history.outcome(t) == Outcome.UNKNOWN ? History.NEVER : history.completed(t);
  }

  private long invoked(int node) {
    return node == Transactions.INITIAL
        ? History.ALWAYS
        : history.invoked(transactions.source(node));
  }

  /** Whether an operation of the reader returned what the writer left in its key. */
  private boolean sees(int reader, int operation, int writer) {
    if (reader == Transactions.INITIAL
        || history.transaction(operation) != transactions.source(reader)) {
      return false;
    }
    if (history.kind(operation) == OperationKind.READ) {
      return writer == Transactions.INITIAL
          ? history.value(operation) == History.NIL
          : lastWrite(writer, history.key(operation)) == history.value(operation);
    }
    int[] list = history.list(operation);
    int end = list.length;
    while (end > 0 && appends(reader, history.key(operation), list[end - 1])) {
      end--;
    }
    if (writer == Transactions.INITIAL) {
      return end == 0;
    }
    return end > 0 && lastWrite(writer, history.key(operation)) == list[end - 1];
  }

  /** The value that a transaction leaves in a key; negative: it does not write it. */
  private int lastWrite(int node, int key) {
    int last = -1;
    if (node != Transactions.INITIAL) {
      int t = transactions.source(node);
      for (int o = history.first(t); o < history.end(t); o++) {
        if (history.key(o) == key && !history.kind(o).isRead()) {
          last = history.value(o);
        }
      }
    }
    return last;
  }

  private boolean appends(int node, int key, int value) {
    int t = transactions.source(node);
    for (int o = history.first(t); o < history.end(t); o++) {
      if (history.kind(o) == OperationKind.APPEND
          && history.key(o) == key
          && history.value(o) == value) {
        return true;
      }
    }
    return false;
  }

  /** Whether a list that was read holds the one, and the other behind it or not at all. */
  private boolean standBehindEachOther(int from, int to, int key) {
    if (from == Transactions.INITIAL) {
      return lastWrite(to, key) >= 0;
    }
    for (int o = 0; o < history.operations() && lastWrite(to, key) >= 0; o++) {
      if (history.kind(o) != OperationKind.READ_LIST || history.key(o) != key) {
        continue;
      }
      int one = -1;
      int other = Integer.MAX_VALUE;
      int[] list = history.list(o);
      for (int i = 0; i < list.length; i++) {
        one = one < 0 && appends(from, key, list[i]) ? i : one;
        other = list[i] == lastWrite(to, key) ? i : other;
      }
      if (one >= 0 && one < other) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the writer's version of the key is later than the one that was read: it is not in the
   * list; or the read saw the initial version; or the writer read that same version itself.
   */
  private boolean misses(int operation, int reader, int writer) {
    int key = history.key(operation);
    if (history.transaction(operation) != transactions.source(reader)
        || lastWrite(writer, key) < 0) {
      return false;
    }
    if (history.kind(operation) == OperationKind.READ_LIST) {
      for (int element : history.list(operation)) {
        if (appends(writer, key, element)) {
          return false;
        }
      }
      return true;
    }
    if (history.value(operation) == History.NIL) {
      return true;
    }
    return readsBeforeWriting(writer, key, history.value(operation));
  }

  /** Whether a transaction read a value of the key, and wrote the key only afterwards. */
  private boolean readsBeforeWriting(int node, int key, int value) {
    int t = transactions.source(node);
    for (int o = history.first(t); o < history.end(t); o++) {
      if (history.key(o) != key) {
        continue;
      }
      if (!history.kind(o).isRead()) {
        return false;
      }
      if (history.value(o) == value) {
        return true;
      }
    }
    return false;
  }

  /** t3 sees t2, which writes the key that t3 reads from t1, and t2 is not t1. */
  private boolean isForced(int t2, int t1, int read) {
    int operation = transactions.readOperation(read);
    int t3 = transactions.readerOf(read);
    return t2 != t1
        && t2 != t3
        && sees(t3, operation, t1)
        && lastWrite(t2, history.key(operation)) >= 0
        && level.map(weak -> weak.canSee(this, t3, operation, t2)).orElse(false);
  }

  /** Whether an earlier operation of the reader returned what the writer left. */
  boolean sawBefore(int reader, int operation, int writer) {
    for (int o = history.first(transactions.source(reader)); o < operation; o++) {
      if (history.kind(o).isRead() && sees(reader, o, writer)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any operation of the reader returned what the writer left, or it is of its session. */
  boolean seesDirectly(int reader, int writer) {
    return precedesInSession(writer, reader)
        || sawBefore(reader, history.end(transactions.source(reader)), writer);
  }

  /** Whether a chain of sessions and reads leads from the writer to the reader. */
  boolean seesThroughOthers(int reader, int writer) {
    boolean[] reached = new boolean[transactions.size()];
    IntList open = new IntList();
    open.add(reader);
    while (open.size() > 0) {
      int node = open.get(open.size() - 1);
      open.removeLast();
      if (node == writer) {
        return true;
      }
      if (node == Transactions.INITIAL || reached[node]) {
        continue;
      }
      reached[node] = true;
      open.add(transactions.previous(node));
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        if (sees(node, transactions.readOperation(r), transactions.readFrom(r))) {
          open.add(transactions.readFrom(r));
        }
      }
    }
    return false;
  }
}
