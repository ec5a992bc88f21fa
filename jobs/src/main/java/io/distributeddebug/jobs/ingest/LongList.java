package io.distributeddebug.jobs.ingest;

import java.util.Arrays;

/** Grows as it is filled. */
final class LongList {
  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  void addAll(long[] more) {
    for (long value : more) {
      add(value);
    }
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
