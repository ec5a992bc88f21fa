package io.distributeddebug.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operation does to an entity at a place. */
public enum StateOperation {
  READ,
  WRITE,
  /** Puts something at the end. */
  APPEND,
  /** Changes a number by an amount: two of them commute. */
  ADD,
  /** Writes if what is there is as expected. */
  CAS,
  DELETE,
  LOCK,
  UNLOCK,
  PRODUCE,
  RECEIVE,
  PROCESS,
  /** Tells a queue that a message is done with. */
  SETTLE,
  BEGIN,
  COMMIT,
  ABORT,
  PREPARE,
  /** Becomes leader. */
  LEAD,
  STEP_DOWN;

  /** As in tables, mappings and on the command line, such as {@code step-down}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<StateOperation> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** Leaves another value behind, where it succeeds. */
  public boolean isMutation() {
    return switch (this) {
      case WRITE, APPEND, ADD, CAS, DELETE -> true;
      default -> false;
    };
  }

  public boolean isMessage() {
    return switch (this) {
      case PRODUCE, RECEIVE, PROCESS, SETTLE -> true;
      default -> false;
    };
  }

  /** Says something by happening to an entity alone, without a value. */
  boolean needsNoValue() {
    return switch (this) {
      case DELETE, LOCK, UNLOCK, BEGIN, COMMIT, ABORT, PREPARE, LEAD, STEP_DOWN -> true;
      default -> false;
    };
  }
}
