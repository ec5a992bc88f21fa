package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which writes of a plain register nobody can see any more: all reads that could have seen them
 * have been placed. Such a write may be placed just before any other, where it changes nothing.
 *
 * <pre>
 *   write 5 |--|                      the last read could see this 5 only if no write came between,
 *               write 6 |--|          but the write of 6 surely did
 *                             read 5 |--|
 * </pre>
 */
final class DeadWrites {
  private final boolean applies;
  private final int[][] readersOf;

  DeadWrites(CallList calls) {
    applies = isPlain(calls);
    readersOf = new int[calls.size()][];
    if (applies) {
      fill(calls);
    }
  }

  /** Whether the calls are reads and writes only. */
  boolean apply() {
    return applies;
  }

  /** The reads that can see a write. */
  int[] readersOf(int write) {
    return readersOf[write];
  }

  private static boolean isPlain(CallList calls) {
    for (int i = 0; i < calls.size(); i++) {
      OperationKind kind = calls.call(i).kind();
      if (kind != OperationKind.READ && kind != OperationKind.WRITE) {
        return false;
      }
    }
    return true;
  }

  private void fill(CallList calls) {
    Map<Integer, List<Integer>> readsOf = new HashMap<>();
    List<Call> writes = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.call(i);
      if (call.kind() == OperationKind.READ) {
        readsOf.computeIfAbsent(call.value(), none -> new ArrayList<>()).add(i);
      } else if (call.isRequired()) {
        writes.add(call);
      }
    }
    writes.sort(Comparator.comparingLong(Call::invoked));
    long[] firstEndFrom = new long[writes.size() + 1];
    firstEndFrom[writes.size()] = History.NEVER;
    for (int i = writes.size() - 1; i >= 0; i--) {
      firstEndFrom[i] = Math.min(firstEndFrom[i + 1], writes.get(i).completed());
    }
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.call(i);
      if (call.kind() == OperationKind.WRITE) {
        long replaced = firstEndFrom[firstInvokedAfter(writes, call.completed())];
        readersOf[i] =
            readers(calls, call, replaced, readsOf.getOrDefault(call.value(), List.of()));
      }
    }
  }

  /** Reads are numbered by their invocation, which leaves those out that come too late. */
  private static int[] readers(CallList calls, Call write, long replaced, List<Integer> reads) {
    List<Integer> readers = new ArrayList<>();
    for (int read : reads) {
      if (calls.call(read).invoked() > replaced) {
        break;
      }
      if (calls.call(read).completed() > write.invoked()) {
        readers.add(read);
      }
    }
    return readers.stream().mapToInt(read -> read).toArray();
  }

  private static int firstInvokedAfter(List<Call> writes, long time) {
    int low = 0;
    int high = writes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (writes.get(middle).invoked() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
