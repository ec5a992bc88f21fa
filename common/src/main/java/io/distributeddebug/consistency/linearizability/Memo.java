package io.distributeddebug.consistency.linearizability;

import java.util.Arrays;

/**
 * The configurations that a search has been in: keys of a fixed number of words, compared in full.
 */
final class Memo {
  private static final int FREE = 0;

  private final int width;
  private long[] keys;
  private int[] slots = new int[1 << 10];
  private int size;

  Memo(int width) {
    this.width = width;
    this.keys = new long[width << 8];
  }

  /** What it takes of memory, also while it grows. */
  long bytesToGrow() {
    boolean keysGrow = (long) (size + 1) * width > keys.length;
    boolean slotsGrow = size * 2 >= slots.length;
    return keys.length * (keysGrow ? 24L : 8L) + slots.length * (slotsGrow ? 12L : 4L);
  }

  /** Remembers the key; false where it was known. */
  boolean add(long[] key, long hash) {
    if (size * 2 >= slots.length) {
      rehash();
    }
    int mask = slots.length - 1;
    int slot = ((int) hash) & mask;
    while (slots[slot] != FREE) {
      int start = (slots[slot] - 1) * width;
      if (Arrays.equals(keys, start, start + width, key, 0, width)) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    if ((size + 1) * width > keys.length) {
      keys = Arrays.copyOf(keys, keys.length * 2);
    }
    System.arraycopy(key, 0, keys, size * width, width);
    slots[slot] = ++size;
    return true;
  }

  private void rehash() {
    int[] old = slots;
    slots = new int[old.length * 2];
    int mask = slots.length - 1;
    for (int number : old) {
      if (number != FREE) {
        int slot = ((int) hash(keys, (number - 1) * width, width)) & mask;
        while (slots[slot] != FREE) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = number;
      }
    }
  }

  static long hash(long[] words, int from, int width) {
    long hash = 0;
    for (int i = from; i < from + width; i++) {
      hash = (hash ^ words[i]) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
