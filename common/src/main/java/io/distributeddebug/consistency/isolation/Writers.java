package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.Arrays;

/**
 * Who wrote, or appended, which value to which key. A value that two transactions wrote to one key
 * has no known writer: what reads it says nothing.
 */
final class Writers {
  /** Nobody is known to have written the value. */
  static final int NOBODY = PairIndex.ABSENT;

  /** Two transactions have written it. */
  static final int AMBIGUOUS = -2;

  /** It is what the key held at first. */
  static final int INITIAL = -3;

  private final History history;
  private final PairIndex writes = new PairIndex();
  private final int[] replacedBy;
  private final int[] replaces;

  Writers(History history) {
    this.history = history;
    this.replacedBy = filled(history.operations());
    this.replaces = filled(history.operations());
    int[] laterWriteOf = filled(history.keys());
    for (int t = history.transactions() - 1; t >= 0; t--) {
      for (int o = history.end(t) - 1; o >= history.first(t); o--) {
        if (isWrite(history.kind(o))) {
          int later = laterWriteOf[history.key(o)];
          if (later >= 0 && history.transaction(later) == t) {
            replacedBy[o] = later;
            replaces[later] = o;
          }
          laterWriteOf[history.key(o)] = o;
          add(t, o);
        }
      }
    }
  }

  static boolean isWrite(OperationKind kind) {
    return kind == OperationKind.WRITE || kind == OperationKind.APPEND;
  }

  /** The operation that wrote the value; negative: {@link #NOBODY} and the like. */
  int writeOf(int key, int value) {
    int write = writes.get(key, value);
    if (value == History.NIL) {
      return write == NOBODY ? INITIAL : AMBIGUOUS;
    }
    return write;
  }

  /** Whether it is what its transaction left in the key. */
  boolean isFinal(int write) {
    return replacedBy[write] < 0;
  }

  /** The write of the same transaction to the same key before this one; negative: none. */
  int replaces(int write) {
    return replaces[write];
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, -1);
    return array;
  }

  private void add(int transaction, int write) {
    int known = writes.get(history.key(write), history.value(write));
    if (known == NOBODY) {
      writes.put(history.key(write), history.value(write), write);
    } else if (known == AMBIGUOUS || history.transaction(known) != transaction) {
      writes.put(history.key(write), history.value(write), AMBIGUOUS);
    }
    // The same value twice in one transaction: the later write, which came first here, stands.
  }
}
