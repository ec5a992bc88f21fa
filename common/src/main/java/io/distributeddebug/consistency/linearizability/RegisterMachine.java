package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;

/** A register with read, write and compare-and-set. Its state is the number of its value. */
final class RegisterMachine implements StateMachine {
  @Override
  public int initial() {
    return History.NIL;
  }

  @Override
  public int apply(int state, Call call) {
    return switch (call.kind()) {
      case READ -> state == call.value() ? state : IMPOSSIBLE;
      case WRITE -> call.value();
      case CAS -> {
        boolean found = state == call.expected();
        if (call.refused()) {
          yield found ? IMPOSSIBLE : state;
        }
        yield found ? call.value() : IMPOSSIBLE;
      }
      default -> throw new IllegalArgumentException("A register has no " + call.kind());
    };
  }
}
