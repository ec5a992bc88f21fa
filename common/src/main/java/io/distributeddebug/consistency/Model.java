package io.distributeddebug.consistency;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the keys of a history hold, and so which operations it may have. */
public enum Model {
  /** One value: read and write. */
  REGISTER,
  /** One value: read, write and compare-and-set. */
  CAS_REGISTER,
  /** A text: get, put and append. */
  KV,
  /** A set: add, remove, and reads of all of it. */
  SET,
  /** A number: add and read. */
  COUNTER,
  /** A list: append, and reads of all of it. */
  LIST,
  /** First in, first out: enqueue and dequeue. */
  QUEUE,
  /** Held by one at a time: acquire and release. */
  LOCK,
  /** Transactions that append to lists and read them whole. */
  LIST_APPEND,
  /** Transactions that read and write registers. */
  RW_REGISTER;

  /** As it is named on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Model> named(String word) {
    return Arrays.stream(values()).filter(model -> model.word().equals(word)).findFirst();
  }

  private Set<OperationKind> kinds() {
    return switch (this) {
      case LIST_APPEND, LIST ->
          EnumSet.of(OperationKind.APPEND, OperationKind.READ_LIST, OperationKind.READ);
      case REGISTER, RW_REGISTER -> EnumSet.of(OperationKind.READ, OperationKind.WRITE);
      case CAS_REGISTER -> EnumSet.of(OperationKind.READ, OperationKind.WRITE, OperationKind.CAS);
      case SET ->
          EnumSet.of(
              OperationKind.ADD, OperationKind.REMOVE, OperationKind.READ_LIST, OperationKind.READ);
      case COUNTER -> EnumSet.of(OperationKind.ADD, OperationKind.READ);
      case QUEUE -> EnumSet.of(OperationKind.ENQUEUE, OperationKind.DEQUEUE);
      case LOCK -> EnumSet.of(OperationKind.ACQUIRE, OperationKind.RELEASE);
      case KV -> EnumSet.of(OperationKind.READ, OperationKind.WRITE, OperationKind.APPEND);
    };
  }

  /** The first operation of a history that this model does not have, with its transaction. */
  Optional<String> stranger(History history) {
    Set<OperationKind> kinds = kinds();
    for (int o = 0; o < history.operations(); o++) {
      if (!kinds.contains(history.kind(o))) {
        return Optional.of(history.text(o) + " (" + history.name(history.transaction(o)) + ")");
      }
    }
    return Optional.empty();
  }
}
