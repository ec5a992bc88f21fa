package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads of a text that holds a piece which nobody is known to have written or appended: the record
 * misses that operation, and the read says nothing of the others.
 */
final class UnrecordedText {
  private UnrecordedText() {}

  static KeyCalls leftOut(History history, int key, List<Call> calls, Set<Integer> failed) {
    Set<String> whole = new HashSet<>(Set.of(history.valueText(History.NIL)));
    Set<String> pieces = new HashSet<>();
    failed.forEach(value -> pieces.add(history.valueText(value)));
    failed.forEach(value -> whole.add(history.valueText(value)));
    for (Call call : calls) {
      if (call.kind() == OperationKind.APPEND) {
        pieces.add(history.valueText(call.value()));
      } else if (call.kind() == OperationKind.WRITE) {
        whole.add(history.valueText(call.value()));
      }
    }
    NavigableMap<Integer, Set<String>> byLength = new TreeMap<>();
    pieces.stream()
        .filter(piece -> !piece.isEmpty())
        .forEach(
            piece -> byLength.computeIfAbsent(piece.length(), none -> new HashSet<>()).add(piece));
    List<Call> kept = new ArrayList<>();
    for (Call call : calls) {
      if (call.kind() != OperationKind.READ
          || isMadeOf(history.valueText(call.value()), whole, byLength)) {
        kept.add(call);
      }
    }
    return new KeyCalls(key, Optional.of(Content.TEXT), kept, calls.size() - kept.size());
  }

  /** Whether the text is one that was written, with pieces behind it that were appended. */
  private static boolean isMadeOf(
      String text, Set<String> whole, NavigableMap<Integer, Set<String>> pieces) {
    boolean[] reached = new boolean[text.length() + 1];
    for (String start : whole) {
      if (text.startsWith(start)) {
        reached[start.length()] = true;
      }
    }
    for (int at = 0; at < text.length(); at++) {
      if (!reached[at]) {
        continue;
      }
      for (int length : pieces.headMap(text.length() - at, true).keySet()) {
        if (!reached[at + length] && pieces.get(length).contains(text.substring(at, at + length))) {
          reached[at + length] = true;
        }
      }
    }
    return reached[text.length()];
  }
}
