package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A set that elements are added to and taken from. A state stands for its elements. */
final class SetMachine implements StateMachine {
  private static final long BYTES_A_STATE = 160;

  private final History history;
  private final Optional<Set<Integer>> known;
  private final Map<Integer, Integer> bits = new HashMap<>();
  private final Map<BitSet, Integer> states = new HashMap<>();
  private final List<BitSet> elements = new ArrayList<>();
  private final Map<Integer, Integer> stateByRead = new HashMap<>();

  /**
   * @param known the elements that count; empty: all
   */
  SetMachine(History history, Optional<Set<Integer>> known) {
    this.history = history;
    this.known = known;
    state(new BitSet());
  }

  @Override
  public int initial() {
    return 0;
  }

  @Override
  public int apply(int state, Call call) {
    if (call.kind() == OperationKind.ADD || call.kind() == OperationKind.REMOVE) {
      if (!counts(call.value())) {
        return state;
      }
      boolean there = call.kind() == OperationKind.ADD;
      int bit = bit(call.value());
      if (elements.get(state).get(bit) == there) {
        return state;
      }
      BitSet changed = (BitSet) elements.get(state).clone();
      changed.set(bit, there);
      return state(changed);
    }
    int read = call.kind() == OperationKind.READ ? initial() : read(call.value());
    return read == state ? state : IMPOSSIBLE;
  }

  @Override
  public long bytes() {
    return elements.size() * (BYTES_A_STATE + bits.size() / Byte.SIZE);
  }

  private int read(int number) {
    Integer cached = stateByRead.get(number);
    if (cached != null) {
      return cached;
    }
    BitSet found = new BitSet();
    for (int element : history.listOf(number)) {
      if (counts(element)) {
        found.set(bit(element));
      }
    }
    int state = state(found);
    stateByRead.put(number, state);
    return state;
  }

  private boolean counts(int element) {
    return known.map(some -> some.contains(element)).orElse(true);
  }

  private int bit(int element) {
    return bits.computeIfAbsent(element, none -> bits.size());
  }

  private int state(BitSet set) {
    Integer same = states.putIfAbsent(set, elements.size());
    if (same != null) {
      return same;
    }
    elements.add(set);
    return elements.size() - 1;
  }
}
