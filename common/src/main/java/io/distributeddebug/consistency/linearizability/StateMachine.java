package io.distributeddebug.consistency.linearizability;

/** What one key does, operation by operation. States are numbers; equal numbers, equal states. */
interface StateMachine {
  /** The answer for what cannot happen in that state. */
  int IMPOSSIBLE = -1;

  int initial();

  /** The state after the call, or {@link #IMPOSSIBLE} where it would have returned otherwise. */
  int apply(int state, Call call);

  /** About how much memory the states take that it has seen. */
  default long bytes() {
    return 0;
  }
}
