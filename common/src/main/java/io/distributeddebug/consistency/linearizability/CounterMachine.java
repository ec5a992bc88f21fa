package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A number that begins with 0 and that is added to. Its state stands for its value. */
final class CounterMachine implements StateMachine {
  private static final long BYTES_A_STATE = 96;

  private final History history;
  private final Map<Long, Integer> states = new HashMap<>();
  private final List<Long> sums = new ArrayList<>();

  CounterMachine(History history) {
    this.history = history;
    state(0);
  }

  /** The first call whose value is no number. */
  static Optional<Call> noNumber(History history, List<Call> calls) {
    return calls.stream().filter(call -> number(history, call.value()).isEmpty()).findFirst();
  }

  @Override
  public int initial() {
    return 0;
  }

  @Override
  public int apply(int state, Call call) {
    long value = number(history, call.value()).orElseThrow();
    if (call.kind() == OperationKind.READ) {
      return sums.get(state) == value ? state : IMPOSSIBLE;
    }
    return state(sums.get(state) + value);
  }

  @Override
  public long bytes() {
    return sums.size() * BYTES_A_STATE;
  }

  private int state(long sum) {
    Integer known = states.putIfAbsent(sum, sums.size());
    if (known != null) {
      return known;
    }
    sums.add(sum);
    return sums.size() - 1;
  }

  private static Optional<Long> number(History history, int value) {
    if (value == History.NIL) {
      return Optional.of(0L);
    }
    try {
      return Optional.of(Long.parseLong(history.valueText(value)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
