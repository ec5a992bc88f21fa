package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;

/**
 * One operation on the key in question.
 *
 * @param operation its number in the history; negative: it stands for what was not recorded
 * @param invoked later than {@link History#ALWAYS}, when the initial value was there
 * @param completed {@link History#NEVER}: it may take effect at any later time, or never
 * @param refused a compare-and-set that found another value than the expected one
 */
record Call(
    int operation,
    OperationKind kind,
    int value,
    int expected,
    boolean refused,
    long invoked,
    long completed) {

  /** Whether it surely took effect. */
  boolean isRequired() {
    return completed != History.NEVER;
  }

  /** Whether it only looks: placing it changes nothing. */
  boolean isObservation() {
    boolean foundEmpty =
        kind == OperationKind.DEQUEUE && value == History.NIL && completed != History.NEVER;
    return kind.isRead() || refused || foundEmpty;
  }

  /** The same operation when nobody knows yet how it ended. */
  Call open() {
    return new Call(operation, kind, value, expected, refused, invoked, History.NEVER);
  }

  /** A plain write of the same value: asks for less than a compare-and-set. */
  Call asWrite() {
    return new Call(operation, OperationKind.WRITE, value, History.NIL, false, invoked, completed);
  }
}
