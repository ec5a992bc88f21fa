package io.distributeddebug.consistency.isolation;

import io.distributeddebug.history.History;
import java.util.Arrays;

/**
 * The order of the versions of keys that hold lists: a list that was read tells in which order its
 * elements were appended, and the longest read of a key tells it of all that anybody saw.
 *
 * <pre>
 *   T1 read x [1]      T2 read x [1 2 3]      versions of x: [] < [1] < [1 2] < [1 2 3]
 * </pre>
 */
final class ListOrders {
  private static final int NONE = -1;

  private final History history;
  private final Writers writers;
  private final int[] nodeOf;
  private final int[] longest;
  private final IntList offered = new IntList();
  private final PairIndex positions;

  ListOrders(History history, Writers writers, int[] nodeOf) {
    this(history, writers, nodeOf, new int[history.keys()], new PairIndex());
    Arrays.fill(longest, NONE);
  }

  private ListOrders(
      History history, Writers writers, int[] nodeOf, int[] longest, PairIndex positions) {
    this.history = history;
    this.writers = writers;
    this.nodeOf = nodeOf;
    this.longest = longest;
    this.positions = positions;
  }

  /** The same orders where transactions are other nodes, or none. */
  ListOrders renumbered(int[] nodeOfTransaction) {
    return new ListOrders(history, writers, nodeOfTransaction, longest, positions);
  }

  /** Takes a list read in; false where an element stands in it twice. */
  boolean offer(int read, ReadAnomalies anomalies) {
    int[] list = history.list(read);
    int[] sorted = list.clone();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        anomalies.duplicate(history.transaction(read), read, sorted[i]);
        return false;
      }
    }
    offered.add(read);
    int key = history.key(read);
    if (longest[key] == NONE || list.length > history.list(longest[key]).length) {
      longest[key] = read;
    }
    return true;
  }

  /** Compares all lists that were read with the longest of their key. */
  void complete(ReadAnomalies anomalies) {
    for (int i = 0; i < offered.size(); i++) {
      int read = offered.get(i);
      int[] list = history.list(read);
      int[] whole = history.list(longest[history.key(read)]);
      if (!Arrays.equals(list, 0, list.length, whole, 0, list.length)) {
        anomalies.incompatible(read, longest[history.key(read)]);
      }
    }
    for (int key = 0; key < longest.length; key++) {
      if (longest[key] != NONE) {
        int[] whole = history.list(longest[key]);
        for (int i = 0; i < whole.length; i++) {
          int write = writers.writeOf(key, whole[i]);
          int before = write < 0 ? NONE : writers.replaces(write);
          if (before >= 0 && positions.get(key, history.value(before)) == PairIndex.ABSENT) {
            anomalies.gap(longest[key], before, write);
          }
          positions.put(key, whole[i], i);
        }
      }
    }
  }

  /** Whether lists were read of the key, so that an order is known. */
  boolean isKnown(int key) {
    return longest[key] != NONE;
  }

  /** How many elements the longest list has. */
  int length(int key) {
    return history.list(longest[key]).length;
  }

  /** Who appended the element at a position; negative where that is not known. */
  int appender(int key, int position) {
    int write = writers.writeOf(key, history.list(longest[key])[position]);
    return write < 0 ? NONE : nodeOf[history.transaction(write)];
  }

  /** Where an element stands in the longest list; negative where it does not. */
  int position(int key, int element) {
    return positions.get(key, element);
  }
}
