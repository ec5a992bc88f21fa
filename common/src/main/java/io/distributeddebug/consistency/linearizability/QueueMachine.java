package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A queue: first in, first out. A state stands for what is in it, the oldest first. */
final class QueueMachine implements StateMachine {
  private static final long BYTES_A_STATE = 128;
  private static final long BYTES_AN_ELEMENT = 20;

  private final Map<List<Integer>, Integer> states = new HashMap<>();
  private final List<List<Integer>> elements = new ArrayList<>();
  private long bytes;

  QueueMachine() {
    state(List.of());
  }

  /** A dequeue of which nobody knows how it ended takes whatever is first, or nothing. */
  static boolean takesAnything(Call call) {
    return call.kind() == OperationKind.DEQUEUE
        && call.value() == History.NIL
        && !call.isRequired();
  }

  @Override
  public int initial() {
    return 0;
  }

  @Override
  public int apply(int state, Call call) {
    List<Integer> queue = elements.get(state);
    if (call.kind() == OperationKind.ENQUEUE) {
      List<Integer> longer = new ArrayList<>(queue);
      longer.add(call.value());
      return state(longer);
    }
    if (takesAnything(call)) {
      return queue.isEmpty() ? state : state(queue.subList(1, queue.size()));
    }
    if (call.value() == History.NIL) {
      return queue.isEmpty() ? state : IMPOSSIBLE;
    }
    return !queue.isEmpty() && queue.get(0) == call.value()
        ? state(queue.subList(1, queue.size()))
        : IMPOSSIBLE;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  private int state(List<Integer> queue) {
    Integer same = states.get(queue);
    if (same != null) {
      return same;
    }
    List<Integer> copy = List.copyOf(queue);
    states.put(copy, elements.size());
    elements.add(copy);
    bytes += BYTES_A_STATE + BYTES_AN_ELEMENT * copy.size();
    return elements.size() - 1;
  }
}
