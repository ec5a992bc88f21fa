package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A list that is appended to. A state is a list: its last element, behind the state without it. */
final class ListMachine implements StateMachine {
  private static final long BYTES_A_STATE = 96;

  private final History history;
  private final Optional<Set<Integer>> known;
  private final Map<Long, Integer> longer = new HashMap<>();
  private final Map<Integer, Integer> stateByRead = new HashMap<>();

  /**
   * @param known the elements that count; empty: all
   */
  ListMachine(History history, Optional<Set<Integer>> known) {
    this.history = history;
    this.known = known;
  }

  @Override
  public int initial() {
    return 0;
  }

  @Override
  public int apply(int state, Call call) {
    if (call.kind() == OperationKind.APPEND) {
      return appended(state, call.value());
    }
    int read = call.kind() == OperationKind.READ ? initial() : read(call.value());
    return read == state ? state : IMPOSSIBLE;
  }

  @Override
  public long bytes() {
    return longer.size() * BYTES_A_STATE;
  }

  private int read(int number) {
    return stateByRead.computeIfAbsent(
        number,
        none -> {
          int state = initial();
          for (int element : history.listOf(number)) {
            if (known.map(some -> some.contains(element)).orElse(true)) {
              state = appended(state, element);
            }
          }
          return state;
        });
  }

  private int appended(int state, int element) {
    return longer.computeIfAbsent(((long) state << 32) | element, none -> longer.size() + 1);
  }
}
