package io.distributeddebug.consistency.isolation;

/**
 * Sets of events that a search has been in, by a fingerprint of 128 bits each. That two sets share
 * one is possible in theory only; what a search concludes from there being no order is confirmed
 * otherwise.
 */
final class PlacedSets {
  private long[] table = new long[2 << 10];
  private int size;

  static long mixed(long number) {
    long z = number * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long bytesToGrow() {
    return table.length * (size * 4 >= table.length ? 24L : 8L);
  }

  /** Remembers a set; false where it was known. */
  boolean add(long first, long second) {
    if (size * 4 >= table.length) {
      long[] old = table;
      table = new long[old.length * 2];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0 || old[i + 1] != 0) {
          int slot = slot(old[i], old[i + 1]);
          table[slot] = old[i];
          table[slot + 1] = old[i + 1];
        }
      }
    }
    int slot = slot(first, second);
    if (table[slot] == first && table[slot + 1] == second) {
      return false;
    }
    table[slot] = first;
    table[slot + 1] = second;
    size++;
    return true;
  }

  private int slot(long first, long second) {
    int mask = table.length / 2 - 1;
    int slot = ((int) first) & mask;
    while ((table[2 * slot] != 0 || table[2 * slot + 1] != 0)
        && !(table[2 * slot] == first && table[2 * slot + 1] == second)) {
      slot = (slot + 1) & mask;
    }
    return 2 * slot;
  }
}
