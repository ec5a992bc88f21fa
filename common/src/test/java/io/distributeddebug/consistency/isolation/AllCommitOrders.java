package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Level;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Isolation by its definition: tries every commit order of a handful of transactions, and for
 * snapshot isolation every order of their starts and commits. For complete records in which every
 * value was written to a key once.
 *
 * <p>R. Biswas and C. Enea, On the complexity of checking transactional consistency, 2019.
 */
final class AllCommitOrders {
  private static final int INITIAL = -1;

  /** What of time an order has to agree with. */
  private enum Time {
    NONE,
    SESSIONS,
    REAL_TIME
  }

  private final History history;
  private final Time order;
  private final List<Integer> committed = new ArrayList<>();
  private final Map<List<Integer>, Integer> writes = new HashMap<>();

  private AllCommitOrders(History history, Level level) {
    this.history = history;
    this.order = order(history, level);
    for (int t = 0; t < history.transactions(); t++) {
      if (history.outcome(t) == Outcome.OK) {
        committed.add(t);
      }
      for (int o = history.first(t); o < history.end(t); o++) {
        if (!history.kind(o).isRead()) {
          writes.put(List.of(history.key(o), history.value(o)), o);
        }
      }
    }
  }

  static boolean allow(History history, Level level) {
    AllCommitOrders orders = new AllCommitOrders(history, level);
    if (!orders.readsAreSane()) {
      return false;
    }
    return level.word().endsWith("snapshot-isolation")
        ? orders.startAndCommit(new ArrayList<>(), new ArrayList<>(), new HashMap<>())
        : orders.extend(new ArrayList<>(), level);
  }

  private static Time order(History history, Level level) {
    return switch (level) {
      case SNAPSHOT_ISOLATION, SERIALIZABLE -> history.isTimed() ? Time.NONE : Time.SESSIONS;
      case STRONG_SNAPSHOT_ISOLATION, STRICT_SERIALIZABLE -> Time.REAL_TIME;
      default -> Time.SESSIONS;
    };
  }

  private boolean precedes(int before, int t) {
    return switch (order) {
      case NONE -> false;
      case SESSIONS -> precedesInSession(before, t);
      case REAL_TIME -> history.completed(before) < history.invoked(t);
    };
  }

  /**
   * Each read alone: own writes are seen, only final writes of committed ones are. An append makes
   * its version of what was there, so that of two lists of a key one is the beginning of the other.
   */
  private boolean readsAreSane() {
    List<Integer> lists = new ArrayList<>();
    for (int t : committed) {
      for (int o = history.first(t); o < history.end(t); o++) {
        if (history.kind(o) == OperationKind.READ_LIST) {
          lists.add(o);
        }
      }
    }
    for (int a : lists) {
      for (int b : lists) {
        int shorter = Math.min(list(a).size(), list(b).size());
        if (history.key(a) == history.key(b)
            && !list(a).subList(0, shorter).equals(list(b).subList(0, shorter))) {
          return false;
        }
      }
    }
    for (int t : committed) {
      for (int o = history.first(t); o < history.end(t); o++) {
        if (history.kind(o).isRead() && version(t, o).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whose version of its key an operation saw: a transaction, {@link #INITIAL}, or the own one;
   * empty where it saw what nobody may see.
   */
  private Optional<Integer> version(int t, int read) {
    int key = history.key(read);
    List<Integer> own = new ArrayList<>();
    for (int o = history.first(t); o < read; o++) {
      if (!history.kind(o).isRead() && history.key(o) == key) {
        own.add(history.value(o));
      }
    }
    if (history.kind(read) == OperationKind.READ) {
      if (!own.isEmpty()) {
        return own.get(own.size() - 1) == history.value(read) ? Optional.of(t) : Optional.empty();
      }
      return writer(t, key, history.value(read));
    }
    List<Integer> list = list(read);
    int others = list.size() - own.size();
    if (others < 0 || !list.subList(others, list.size()).equals(own)) {
      return Optional.empty();
    }
    for (int element : list.subList(0, others)) {
      Integer write = writes.get(List.of(key, element));
      if (write == null
          || history.transaction(write) == t
          || history.outcome(history.transaction(write)) != Outcome.OK) {
        return Optional.empty();
      }
    }
    return writer(t, key, others == 0 ? History.NIL : list.get(others - 1));
  }

  private Optional<Integer> writer(int t, int key, int value) {
    if (value == History.NIL) {
      return Optional.of(INITIAL);
    }
    Integer write = writes.get(List.of(key, value));
    if (write == null) {
      return Optional.empty();
    }
    int writer = history.transaction(write);
    boolean good =
        writer != t
            && history.outcome(writer) == Outcome.OK
            && lastWrite(writer, key).orElseThrow() == value;
    return good ? Optional.of(writer) : Optional.empty();
  }

  private Optional<Integer> lastWrite(int t, int key) {
    Optional<Integer> last = Optional.empty();
    for (int o = history.first(t); t != INITIAL && o < history.end(t); o++) {
      if (!history.kind(o).isRead() && history.key(o) == key) {
        last = Optional.of(history.value(o));
      }
    }
    return last;
  }

  private List<Integer> list(int read) {
    List<Integer> list = new ArrayList<>();
    for (int element : history.list(read)) {
      list.add(element);
    }
    return list;
  }

  /** Tries every total order that respects sessions and reads. */
  private boolean extend(List<Integer> order, Level level) {
    if (order.size() == committed.size()) {
      return isAllowed(order, level);
    }
    for (int t : committed) {
      if (order.contains(t)) {
        continue;
      }
      boolean ready = true;
      for (int before : committed) {
        ready &=
            order.contains(before) || before == t || !(precedes(before, t) || readsFrom(t, before));
      }
      if (ready) {
        order.add(t);
        if (extend(order, level)) {
          return true;
        }
        order.remove(order.size() - 1);
      }
    }
    return false;
  }

  private boolean precedesInSession(int before, int t) {
    return before < t && history.session(before) == history.session(t);
  }

  private boolean readsFrom(int t, int writer) {
    for (int o = history.first(t); o < history.end(t); o++) {
      if (history.kind(o).isRead() && version(t, o).orElseThrow() == writer && writer != t) {
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(List<Integer> order, Level level) {
    for (int t3 : order) {
      for (int o = history.first(t3); o < history.end(t3); o++) {
        if (!history.kind(o).isRead()) {
          continue;
        }
        int t1 = version(t3, o).orElseThrow();
        if (history.kind(o) == OperationKind.READ_LIST && !isVersion(order, t3, o)) {
          return false;
        }
        if (t1 == t3) {
          continue;
        }
        for (int t2 : order) {
          boolean later =
              t2 != t1
                  && t2 != t3
                  && lastWrite(t2, history.key(o)).isPresent()
                  && order.indexOf(t2) > order.indexOf(t1);
          if (later && isVisible(order, level, t2, t3, o)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** A list was read as it was after a version, and as all that came later begin. */
  private boolean isVersion(List<Integer> order, int t3, int read) {
    List<Integer> whole = new ArrayList<>();
    for (int t : order) {
      appended(t, history.key(read), history.end(t), whole);
    }
    List<Integer> list = list(read);
    return list.equals(listAt(order, t3, read))
        && list.size() <= whole.size()
        && whole.subList(0, list.size()).equals(list);
  }

  /** What a list holds after the version that was read, and the reader's own elements. */
  private List<Integer> listAt(List<Integer> order, int t3, int read) {
    int t1 = lastOther(t3, read);
    List<Integer> list = new ArrayList<>();
    if (t1 != INITIAL) {
      for (int t : order) {
        appended(t, history.key(read), history.end(t), list);
        if (t == t1) {
          break;
        }
      }
    }
    appended(t3, history.key(read), read, list);
    return list;
  }

  private int lastOther(int t3, int read) {
    List<Integer> own = new ArrayList<>();
    appended(t3, history.key(read), read, own);
    List<Integer> list = list(read);
    int others = list.size() - own.size();
    return others == 0
        ? INITIAL
        : history.transaction(writes.get(List.of(history.key(read), list.get(others - 1))));
  }

  private void appended(int t, int key, int end, List<Integer> list) {
    for (int o = history.first(t); o < end; o++) {
      if (history.kind(o) == OperationKind.APPEND && history.key(o) == key) {
        list.add(history.value(o));
      }
    }
  }

  private boolean isVisible(List<Integer> order, Level level, int t2, int t3, int read) {
    return switch (level) {
      case READ_COMMITTED -> {
        boolean before = false;
        for (int o = history.first(t3); o < read; o++) {
          before |= history.kind(o).isRead() && version(t3, o).orElseThrow() == t2;
        }
        yield before;
      }
      case READ_ATOMIC -> precedesInSession(t2, t3) || readsFrom(t3, t2);
      case CAUSAL -> happensBefore(t2, t3);
      case SERIALIZABLE, STRONG_SESSION_SERIALIZABLE, STRICT_SERIALIZABLE ->
          order.indexOf(t2) < order.indexOf(t3);
      default -> throw new IllegalArgumentException(level.word());
    };
  }

  private boolean happensBefore(int t2, int t3) {
    if (precedesInSession(t2, t3) || readsFrom(t3, t2)) {
      return true;
    }
    for (int between : committed) {
      boolean step = precedesInSession(between, t3) || readsFrom(t3, between);
      if (between != t3 && step && between != t2 && happensBefore(t2, between)) {
        return true;
      }
    }
    return false;
  }

  /** Tries every order of starts and commits; the first to commit a key wins. */
  private boolean startAndCommit(
      List<Integer> started, List<Integer> ended, Map<Integer, Integer> snapshotOf) {
    if (ended.size() == committed.size()) {
      return true;
    }
    for (int t : committed) {
      if (!started.contains(t)) {
        boolean ready = committed.stream().allMatch(b -> !precedes(b, t) || ended.contains(b));
        if (ready && seesSnapshot(t, ended)) {
          started.add(t);
          snapshotOf.put(t, ended.size());
          if (startAndCommit(started, ended, snapshotOf)) {
            return true;
          }
          started.remove(started.size() - 1);
        }
      } else if (!ended.contains(t) && wins(t, ended, snapshotOf.get(t))) {
        ended.add(t);
        if (startAndCommit(started, ended, snapshotOf)) {
          return true;
        }
        ended.remove(ended.size() - 1);
      }
    }
    return false;
  }

  private boolean seesSnapshot(int t, List<Integer> ended) {
    for (int o = history.first(t); o < history.end(t); o++) {
      if (!history.kind(o).isRead()) {
        continue;
      }
      if (history.kind(o) == OperationKind.READ_LIST) {
        List<Integer> list = new ArrayList<>();
        for (int before : ended) {
          appended(before, history.key(o), history.end(before), list);
        }
        appended(t, history.key(o), o, list);
        if (!list.equals(list(o))) {
          return false;
        }
      } else if (version(t, o).orElseThrow() != t) {
        int last = INITIAL;
        for (int before : ended) {
          last = lastWrite(before, history.key(o)).isPresent() ? before : last;
        }
        if (last != version(t, o).orElseThrow()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean wins(int t, List<Integer> ended, int snapshot) {
    for (int other : ended.subList(snapshot, ended.size())) {
      for (int o = history.first(t); o < history.end(t); o++) {
        if (!history.kind(o).isRead() && lastWrite(other, history.key(o)).isPresent()) {
          return false;
        }
      }
    }
    return true;
  }
}
