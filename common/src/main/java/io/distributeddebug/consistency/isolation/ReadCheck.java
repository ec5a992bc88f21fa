package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at what is said of single reads a second time, in the operations of the history themselves;
 * it shares nothing with {@link TransactionReader}.
 */
final class ReadCheck {
  private final History history;

  ReadCheck(History history) {
    this.history = history;
  }

  /** A read that does not return the own write before it, which no own write follows. */
  boolean internal(int read, int ownWrite) {
    if (!sameKey(read, ownWrite) || !sameTransaction(read, ownWrite) || ownWrite > read) {
      return false;
    }
    for (int o = ownWrite + 1; o < read; o++) {
      if (history.key(o) == history.key(read) && !history.kind(o).isRead()) {
        return false;
      }
    }
    if (history.kind(read) == OperationKind.READ) {
      return history.value(read) != history.value(ownWrite);
    }
    int[] list = history.list(read);
    return list.length == 0
        || list[list.length - 1] != history.value(ownWrite)
        || !ownStandTogether(read);
  }

  /** Whether the transaction's own elements are the last of the list, in their order. */
  private boolean ownStandTogether(int read) {
    int[] list = history.list(read);
    int at = list.length;
    for (int o = read - 1; o >= history.first(history.transaction(read)); o--) {
      if (history.key(o) == history.key(read) && !history.kind(o).isRead()) {
        at--;
        if (at < 0 || list[at] != history.value(o)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A read that returns what the same transaction writes only afterwards. */
  boolean future(int read, int write) {
    return sameKey(read, write)
        && sameTransaction(read, write)
        && read < write
        && returned(read, history.value(write));
  }

  /** A read of one who was acknowledged, of a write that was rolled back. */
  boolean aborted(int read, int write) {
    return sameKey(read, write)
        && history.outcome(history.transaction(write)) == Outcome.FAIL
        && history.outcome(history.transaction(read)) != Outcome.FAIL
        && returned(read, history.value(write));
  }

  /** A read of a version that its writer replaced in the same transaction. */
  boolean intermediate(int read, int write) {
    if (!sameKey(read, write) || sameTransaction(read, write) || !leaves(read, write)) {
      return false;
    }
    for (int o = write + 1; o < history.end(history.transaction(write)); o++) {
      if (sameKey(o, write) && !history.kind(o).isRead()) {
        return true;
      }
    }
    return false;
  }

  private boolean leaves(int read, int write) {
    if (history.kind(read) == OperationKind.READ) {
      return history.value(read) == history.value(write);
    }
    int[] list = history.list(read);
    int last = list.length;
    while (last > 0 && isOwn(read, list[last - 1])) {
      last--;
    }
    return last > 0 && list[last - 1] == history.value(write);
  }

  private boolean isOwn(int read, int value) {
    int t = history.transaction(read);
    for (int o = history.first(t); o < read; o++) {
      if (sameKey(o, read) && !history.kind(o).isRead() && history.value(o) == value) {
        return true;
      }
    }
    return false;
  }

  /** A read that returns what no operation of the history wrote. */
  boolean garbage(int read) {
    if (history.kind(read) == OperationKind.READ) {
      return isUnwritten(read, history.value(read));
    }
    for (int element : history.list(read)) {
      if (isUnwritten(read, element)) {
        return true;
      }
    }
    return false;
  }

  private boolean isUnwritten(int read, int value) {
    for (int o = 0; o < history.operations(); o++) {
      if (sameKey(o, read) && !history.kind(o).isRead() && history.value(o) == value) {
        return false;
      }
    }
    return value != History.NIL;
  }

  /** A list that holds an element twice. */
  boolean duplicate(int read, int element) {
    int count = 0;
    for (int found : history.list(read)) {
      count += found == element ? 1 : 0;
    }
    return count > 1;
  }

  /** Two lists of one key of which neither is the beginning of the other. */
  boolean incompatible(int read, int other) {
    int[] a = history.list(read);
    int[] b = history.list(other);
    boolean differ = false;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      differ |= a[i] != b[i];
    }
    return sameKey(read, other) && differ;
  }

  /** A list that holds a transaction's later element, and its earlier one not before that. */
  boolean gap(int read, int before, int write) {
    for (int element : history.list(read)) {
      if (element == history.value(write)) {
        return sameKey(read, write)
            && sameKey(before, write)
            && sameTransaction(before, write)
            && before < write;
      }
      if (element == history.value(before)) {
        return false;
      }
    }
    return false;
  }

  /** Two transactions that saw the same version of a key, and then both wrote it. */
  boolean lostUpdate(int read, int other) {
    return sameKey(read, other)
        && !sameTransaction(read, other)
        && history.kind(read) == history.kind(other)
        && version(read).equals(version(other))
        && replaces(read)
        && replaces(other);
  }

  /** What was there before the transaction's own elements. */
  private List<Integer> version(int read) {
    if (history.kind(read) == OperationKind.READ) {
      return List.of(history.value(read));
    }
    return Arrays.stream(history.list(read))
        .filter(element -> !isOwn(read, element))
        .boxed()
        .toList();
  }

  private boolean replaces(int read) {
    int t = history.transaction(read);
    boolean wrote = false;
    for (int o = history.first(t); o < history.end(t); o++) {
      wrote |= sameKey(o, read) && !history.kind(o).isRead();
    }
    return wrote && seesOthers(read) && history.outcome(t) != Outcome.FAIL;
  }

  /** Whether a read is not of the transaction's own write, which hides what was there. */
  private boolean seesOthers(int read) {
    for (int o = history.first(history.transaction(read)); o < read; o++) {
      if (sameKey(o, read) && history.kind(o) == OperationKind.WRITE) {
        return false;
      }
    }
    return true;
  }

  /** Two reads of one transaction that saw different versions of a key. */
  boolean nonRepeatable(int read, int other) {
    return sameKey(read, other)
        && sameTransaction(read, other)
        && read != other
        && seesOthers(read)
        && seesOthers(other)
        && !version(read).equals(version(other));
  }

  private boolean sameKey(int a, int b) {
    return history.key(a) == history.key(b);
  }

  private boolean sameTransaction(int a, int b) {
    return history.transaction(a) == history.transaction(b);
  }

  private boolean returned(int read, int value) {
    if (history.kind(read) == OperationKind.READ) {
      return history.value(read) == value;
    }
    for (int element : history.list(read)) {
      if (element == value) {
        return true;
      }
    }
    return false;
  }
}
