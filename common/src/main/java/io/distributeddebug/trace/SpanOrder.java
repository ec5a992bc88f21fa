package io.distributeddebug.trace;

import java.util.Arrays;

/** Sorts rows by {@link Columns#compare}: by packed longs first, then exactly inside equal runs. */
final class SpanOrder {
  private static final int SHORT_RUN = 16;

  private SpanOrder() {}

  static int[] sort(Columns columns, int size) {
    int[] order = new int[size];
    if (size == 0) {
      return order;
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row = 0; row < size; row++) {
      first = Math.min(first, columns.starts[row]);
      last = Math.max(last, columns.starts[row]);
    }
    int rowBits = 32 - Integer.numberOfLeadingZeros(size - 1);
    // Times an absurd distance apart overflow the difference; as unsigned it is still right.
    int timeBits = 64 - Long.numberOfLeadingZeros(last - first);
    int shift = Math.max(0, timeBits + rowBits - 63);
    long[] keys = new long[size];
    for (int row = 0; row < size; row++) {
      keys[row] = (((columns.starts[row] - first) >>> shift) << rowBits) | row;
    }
    Arrays.sort(keys);
    int rowMask = (1 << rowBits) - 1;
    for (int i = 0; i < size; i++) {
      order[i] = (int) keys[i] & rowMask;
    }
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && keys[to] >>> rowBits == keys[from] >>> rowBits) {
        to++;
      }
      if (to - from > 1) {
        sortRun(columns, order, from, to);
      }
      from = to;
    }
    return order;
  }

  private static void sortRun(Columns columns, int[] order, int from, int to) {
    if (to - from > SHORT_RUN) {
      Integer[] run = new Integer[to - from];
      for (int i = 0; i < run.length; i++) {
        run[i] = order[from + i];
      }
      Arrays.sort(run, columns::compare);
      for (int i = 0; i < run.length; i++) {
        order[from + i] = run[i];
      }
      return;
    }
    for (int i = from + 1; i < to; i++) {
      int row = order[i];
      int j = i - 1;
      while (j >= from && columns.compare(order[j], row) > 0) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = row;
    }
  }
}
