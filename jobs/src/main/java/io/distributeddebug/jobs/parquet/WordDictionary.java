package io.distributeddebug.jobs.parquet;

/** Distinct 64-bit values, by their bits. */
final class WordDictionary extends Dictionary {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[64];
  private int[] placeInSlot = new int[64];
  private long[] words = new long[64];

  int idOf(long word) {
    int mask = slots.length - 1;
    int slot = slot(word, mask);
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      if (placeInSlot[slot] == 0) {
        return insert(word, slot);
      }
      if (slots[slot] == word) {
        return placeInSlot[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    return FULL;
  }

  long word(int id) {
    return words[id];
  }

  private int insert(long word, int slot) {
    if (isFull()) {
      return FULL;
    }
    entries().putLong(word);
    int id = added();
    if (id == words.length) {
      words = java.util.Arrays.copyOf(words, 2 * id);
    }
    words[id] = word;
    slots[slot] = word;
    placeInSlot[slot] = id + 1;
    if (2 * size() > slots.length) {
      grow();
    }
    return id;
  }

  private void grow() {
    slots = new long[2 * slots.length];
    placeInSlot = new int[slots.length];
    int mask = slots.length - 1;
    for (int id = 0; id < size(); id++) {
      int slot = slot(words[id], mask);
      while (placeInSlot[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = words[id];
      placeInSlot[slot] = id + 1;
    }
  }

  private static int slot(long word, int mask) {
    long mixed = word * MULTIPLIER;
    return (int) (mixed >>> 40) & mask;
  }
}
