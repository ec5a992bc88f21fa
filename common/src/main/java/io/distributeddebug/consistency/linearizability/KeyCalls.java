package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls on each key, which can be checked apart from those on others (Herlihy and Wing's
 * locality). What surely had no effect is left out.
 *
 * @param unexplained how many reads were left out because nobody wrote what they saw
 */
record KeyCalls(int key, List<Call> calls, int unexplained) {

  static List<KeyCalls> of(History history, Completeness completeness) {
    Map<Integer, List<Call>> byKey = new HashMap<>();
    Map<Integer, Set<Integer>> failedWrites = new HashMap<>();
    for (int t = 0; t < history.transactions(); t++) {
      for (int o = history.first(t); o < history.end(t); o++) {
        if (history.outcome(t) != Outcome.FAIL || history.kind(o) == OperationKind.CAS) {
          byKey.computeIfAbsent(history.key(o), none -> new ArrayList<>()).add(call(history, t, o));
        } else {
          failedWrites
              .computeIfAbsent(history.key(o), none -> new HashSet<>())
              .add(history.value(o));
        }
      }
    }
    List<KeyCalls> keys = new ArrayList<>();
    for (int key = 0; key < history.keys(); key++) {
      if (byKey.containsKey(key)) {
        List<Call> calls = byKey.get(key);
        Set<Integer> failed = failedWrites.getOrDefault(key, Set.of());
        keys.add(
            completeness == Completeness.COMPLETE
                ? new KeyCalls(key, calls, 0)
                : isText(calls)
                    ? UnrecordedText.leftOut(history, key, calls, failed)
                    : withoutUnwritten(key, calls, failed));
      }
    }
    return keys;
  }

  boolean isText() {
    return isText(calls);
  }

  private static boolean isText(List<Call> calls) {
    return calls.stream().anyMatch(call -> call.kind() == OperationKind.APPEND);
  }

  private static Call call(History history, int transaction, int operation) {
    Outcome outcome = history.outcome(transaction);
    return new Call(
        operation,
        history.kind(operation),
        history.value(operation),
        history.expected(operation),
        outcome == Outcome.FAIL,
        Math.max(history.invoked(transaction), History.ALWAYS + 1),
        outcome == Outcome.UNKNOWN ? History.NEVER : history.completed(transaction));
  }

  /**
   * A value that nobody wrote shows that its writes were not recorded. Nothing is known of when
   * they happened, so what depends on them is not asked for.
   */
  private static KeyCalls withoutUnwritten(int key, List<Call> calls, Set<Integer> failed) {
    Set<Integer> written = new HashSet<>(failed);
    written.add(History.NIL);
    for (Call call : calls) {
      if (!call.isObservation()) {
        written.add(call.value());
      }
    }
    List<Call> kept = new ArrayList<>();
    int unexplained = 0;
    for (Call call : calls) {
      boolean read = call.kind() == OperationKind.READ;
      boolean swapped = call.kind() == OperationKind.CAS && !call.refused();
      if (read && !written.contains(call.value())) {
        unexplained++;
      } else if (swapped && call.isRequired() && !written.contains(call.expected())) {
        unexplained++;
        kept.add(call.asWrite());
      } else {
        kept.add(call);
      }
    }
    return new KeyCalls(key, kept, unexplained);
  }
}
