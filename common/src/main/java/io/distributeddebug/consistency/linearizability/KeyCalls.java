package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls on each key, which can be checked apart from those on others (Herlihy and Wing's
 * locality). What surely had no effect is left out.
 *
 * @param content what the key holds; empty where nothing has all these operations
 * @param unexplained how many reads were left out because nobody wrote what they saw
 */
record KeyCalls(int key, Optional<Content> content, List<Call> calls, int unexplained) {

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
                ? new KeyCalls(key, Content.of(calls), calls, 0)
                : explained(history, key, calls, failed));
      }
    }
    return keys;
  }

  private static KeyCalls explained(
      History history, int key, List<Call> calls, Set<Integer> failed) {
    Optional<Content> content = Content.of(calls);
    return switch (content.orElse(Content.COUNTER)) {
      case TEXT -> UnrecordedText.leftOut(history, key, calls, failed);
      case REGISTER -> withoutUnwritten(key, calls, failed);
      case QUEUE -> withoutUnqueued(key, calls);
      case LIST, SET -> new KeyCalls(key, content, calls, withUnknownElements(history, calls));
      case COUNTER, LOCK -> new KeyCalls(key, content, calls, 0);
    };
  }

  /** What was taken from a queue and never put in. */
  private static KeyCalls withoutUnqueued(int key, List<Call> calls) {
    Set<Integer> put = new HashSet<>(Set.of(History.NIL));
    for (Call call : calls) {
      if (call.kind() == OperationKind.ENQUEUE) {
        put.add(call.value());
      }
    }
    List<Call> kept = calls.stream().filter(call -> put.contains(call.value())).toList();
    return new KeyCalls(key, Optional.of(Content.QUEUE), kept, calls.size() - kept.size());
  }

  private static int withUnknownElements(History history, List<Call> calls) {
    Set<Integer> put = new HashSet<>();
    for (Call call : calls) {
      if (!call.isObservation()) {
        put.add(call.value());
      }
    }
    int count = 0;
    for (Call call : calls) {
      if (call.kind() == OperationKind.READ_LIST
          && Arrays.stream(history.listOf(call.value())).anyMatch(e -> !put.contains(e))) {
        count++;
      }
    }
    return count;
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
    return new KeyCalls(key, Optional.of(Content.REGISTER), kept, unexplained);
  }
}
