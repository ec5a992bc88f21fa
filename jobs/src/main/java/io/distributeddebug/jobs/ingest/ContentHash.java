package io.distributeddebug.jobs.ingest;

import java.util.Map;

/**
 * A 64-bit hash of a record's content, fed part by part: the same on every machine and in every
 * version of this program, as it is stored. Each part is closed by its length, so that parts cannot
 * run into each other.
 */
final class ContentHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long SECOND_MULTIPLIER = 0xD6E8FEB86659FD93L;

  private long state;

  ContentHash(String signal) {
    add(signal);
  }

  ContentHash add(long number) {
    long mixed = state ^ number;
    state =
        (mixed * MULTIPLIER)
            ^ Math.multiplyHigh(mixed, MULTIPLIER)
            ^ Long.rotateLeft(state * SECOND_MULTIPLIER, 29);
    return this;
  }

  ContentHash add(double number) {
    return add(Double.doubleToLongBits(number));
  }

  ContentHash add(String text) {
    int length = text.length();
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = (word << 16) | text.charAt(i);
      if ((i & 3) == 3) {
        add(word);
        word = 0;
      }
    }
    add(word);
    return add((long) length);
  }

  ContentHash addTexts(Map<String, String> texts) {
    texts.forEach((key, value) -> add(key).add(value));
    return add((long) texts.size());
  }

  ContentHash addNumbers(Map<String, Double> numbers) {
    numbers.forEach((key, value) -> add(key).add(value.doubleValue()));
    return add((long) numbers.size());
  }

  long value() {
    long mixed = state ^ (state >>> 32);
    mixed *= SECOND_MULTIPLIER;
    mixed ^= mixed >>> 29;
    mixed *= MULTIPLIER;
    return mixed ^ (mixed >>> 32);
  }
}
