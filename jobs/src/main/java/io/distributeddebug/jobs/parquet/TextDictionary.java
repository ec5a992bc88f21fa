package io.distributeddebug.jobs.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Distinct texts, found again by their hash, which a text computes once. */
final class TextDictionary extends Dictionary {
  private static final int MULTIPLIER = 0x9E3779B9;

  private String[] slots = new String[64];
  private int[] slotIds = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];

  int idOf(String text) {
    int hash = text.hashCode();
    int mask = slots.length - 1;
    int slot = slot(hash, mask);
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      String there = slots[slot];
      if (there == null) {
        return insert(text, slot);
      }
      if (there.hashCode() == hash && there.equals(text)) {
        return slotIds[slot];
      }
      slot = (slot + 1) & mask;
    }
    return FULL;
  }

  int start(int id) {
    return starts[id];
  }

  int end(int id) {
    return ends[id];
  }

  private int insert(String text, int slot) {
    if (isFull()) {
      return FULL;
    }
    int id = size();
    if (id == starts.length) {
      starts = Arrays.copyOf(starts, 2 * id);
      ends = Arrays.copyOf(ends, 2 * id);
    }
    starts[id] = entries().putArray(text.getBytes(StandardCharsets.UTF_8));
    ends[id] = entries().length();
    slots[slot] = text;
    slotIds[slot] = added();
    if (2 * size() > slots.length) {
      grow();
    }
    return id;
  }

  /** Texts that differ in their last digits have hashes in a row, which would crowd together. */
  private static int slot(int hash, int mask) {
    int mixed = hash * MULTIPLIER;
    return (mixed ^ (mixed >>> 15)) & mask;
  }

  private void grow() {
    String[] texts = slots;
    int[] ids = slotIds;
    slots = new String[2 * texts.length];
    slotIds = new int[2 * texts.length];
    int mask = slots.length - 1;
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        int slot = slot(texts[i].hashCode(), mask);
        while (slots[slot] != null) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = texts[i];
        slotIds[slot] = ids[i];
      }
    }
  }
}
