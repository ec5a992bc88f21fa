package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.List;

/**
 * Linearizability by its definition: tries every order of every choice of the calls that may not
 * have happened. For a handful of calls.
 */
final class AllOrders {
  private AllOrders() {}

  static boolean explain(History history, KeyCalls key) {
    return explain(key.calls(), key.content().orElseThrow().machine(history, key.calls(), false));
  }

  static boolean explain(List<Call> calls, StateMachine machine) {
    return explain(calls, new ArrayList<>(), new boolean[calls.size()], machine);
  }

  private static boolean explain(
      List<Call> calls, List<Call> order, boolean[] placed, StateMachine machine) {
    boolean all = true;
    for (int i = 0; i < calls.size(); i++) {
      all &= placed[i] || !calls.get(i).isRequired();
    }
    if (all && isRight(order, machine)) {
      return true;
    }
    for (int i = 0; i < calls.size(); i++) {
      if (!placed[i]) {
        placed[i] = true;
        order.add(calls.get(i));
        boolean explained = explain(calls, order, placed, machine);
        order.remove(order.size() - 1);
        placed[i] = false;
        if (explained) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRight(List<Call> order, StateMachine machine) {
    int state = machine.initial();
    for (int i = 0; i < order.size(); i++) {
      for (int later = i + 1; later < order.size(); later++) {
        if (order.get(later).completed() < order.get(i).invoked()) {
          return false;
        }
      }
      state = machine.apply(state, order.get(i));
      if (state == StateMachine.IMPOSSIBLE) {
        return false;
      }
    }
    return true;
  }
}
