package io.distributeddebug.consistency.isolation;

import java.util.Arrays;

/** Numbers found by two others, such as a write by its key and value: a hash map in arrays. */
final class PairIndex {
  /** The answer where there is no number. */
  static final int ABSENT = -1;

  private static final long FREE = -1;

  private long[] pairs = filled(1 << 10);
  private int[] numbers = new int[1 << 10];
  private int size;

  int get(int first, int second) {
    int slot = slot(pairs, pair(first, second));
    return pairs[slot] == FREE ? ABSENT : numbers[slot];
  }

  void put(int first, int second, int number) {
    if (size * 2 >= pairs.length) {
      grow();
    }
    int slot = slot(pairs, pair(first, second));
    if (pairs[slot] == FREE) {
      size++;
    }
    pairs[slot] = pair(first, second);
    numbers[slot] = number;
  }

  private void grow() {
    long[] larger = filled(pairs.length * 2);
    int[] moved = new int[larger.length];
    for (int i = 0; i < pairs.length; i++) {
      if (pairs[i] != FREE) {
        int slot = slot(larger, pairs[i]);
        larger[slot] = pairs[i];
        moved[slot] = numbers[i];
      }
    }
    pairs = larger;
    numbers = moved;
  }

  private static int slot(long[] table, long pair) {
    long hash = pair * 0x9e3779b97f4a7c15L;
    int mask = table.length - 1;
    int slot = ((int) (hash >>> 32)) & mask;
    while (table[slot] != FREE && table[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long pair(int first, int second) {
    return ((long) first << 32) | (second & 0xffffffffL);
  }

  private static long[] filled(int length) {
    long[] table = new long[length];
    Arrays.fill(table, FREE);
    return table;
  }
}
