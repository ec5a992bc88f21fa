package io.distributeddebug.consistency.session;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which versions of each key were read and written, acknowledged, in the order of the source. */
final class SessionEvents {
  /**
   * @param version the value of the key; of a list its last element
   */
  record Event(int operation, int session, boolean write, int version) {}

  private final List<List<Event>> byKey;
  private final List<Set<Integer>> ambiguous;
  private int leftOut;

  private SessionEvents(int keys, List<Set<Integer>> ambiguous) {
    this.byKey = new ArrayList<>();
    this.ambiguous = ambiguous;
    for (int key = 0; key < keys; key++) {
      byKey.add(new ArrayList<>());
    }
  }

  static SessionEvents of(History history) {
    SessionEvents events = new SessionEvents(history.keys(), ambiguous(history));
    for (int o = 0; o < history.operations(); o++) {
      int t = history.transaction(o);
      if (history.outcome(t) != Outcome.OK) {
        continue;
      }
      int key = history.key(o);
      if (history.kind(o) == OperationKind.CAS) {
        events.add(key, new Event(o, history.session(t), false, history.expected(o)));
      }
      boolean write = !history.kind(o).isRead();
      events.add(key, new Event(o, history.session(t), write, version(history, o)));
    }
    return events;
  }

  private void add(int key, Event event) {
    if (!tellsVersion(key, event.version())) {
      leftOut++;
    } else {
      byKey.get(key).add(event);
    }
  }

  /** Values that were written more than once, the initial value among them. */
  private static List<Set<Integer>> ambiguous(History history) {
    List<Set<Integer>> ambiguous = new ArrayList<>();
    List<Map<Integer, Integer>> writes = new ArrayList<>();
    for (int key = 0; key < history.keys(); key++) {
      ambiguous.add(new HashSet<>());
      writes.add(new HashMap<>(Map.of(History.NIL, 1)));
    }
    for (int o = 0; o < history.operations(); o++) {
      boolean happened = history.outcome(history.transaction(o)) != Outcome.FAIL;
      if (!history.kind(o).isRead() && happened) {
        int key = history.key(o);
        if (writes.get(key).merge(history.value(o), 1, Integer::sum) > 1) {
          ambiguous.get(key).add(history.value(o));
        }
      }
    }
    return ambiguous;
  }

  /** The version of its key that an operation read or wrote. */
  static int version(History history, int operation) {
    if (history.kind(operation) != OperationKind.READ_LIST) {
      return history.value(operation);
    }
    int[] list = history.list(operation);
    return list.length == 0 ? History.NIL : list[list.length - 1];
  }

  /** Whether a value of the key was written once at most. */
  boolean tellsVersion(int key, int value) {
    return !ambiguous.get(key).contains(value);
  }

  /** The events of a key; those of a session in its order. */
  List<Event> of(int key) {
    return byKey.get(key);
  }

  /** How many operations were on values that do not tell which version they are. */
  int leftOut() {
    return leftOut;
  }
}
