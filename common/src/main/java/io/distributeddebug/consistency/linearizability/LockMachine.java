package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.OperationKind;

/** A lock that one owner holds at a time. Its state is the owner, or that there is none. */
final class LockMachine implements StateMachine {
  private static final int FREE = 0;

  @Override
  public int initial() {
    return FREE;
  }

  @Override
  public int apply(int state, Call call) {
    int owner = call.value() + 1;
    if (call.kind() == OperationKind.ACQUIRE) {
      return state == FREE ? owner : IMPOSSIBLE;
    }
    return state == owner ? FREE : IMPOSSIBLE;
  }
}
