package io.distributeddebug.flow;

import java.util.Arrays;

/** The tallies of one key, one a slice that has any, slices ascending. */
final class TalliesBySlice {
  private int[] slices = new int[2];
  private Tally[] tallies = new Tally[2];
  private int size;

  int size() {
    return size;
  }

  int slice(int index) {
    return slices[index];
  }

  Tally tally(int index) {
    return tallies[index];
  }

  /** The tally of a slice, made where there is none yet. */
  Tally of(int slice) {
    // Traces come nearly in order of time in a batch, and merged tallies entirely so.
    int index =
        size == 0 || slices[size - 1] < slice
            ? -size - 1
            : Arrays.binarySearch(slices, 0, size, slice);
    return index >= 0 ? tallies[index] : insert(-index - 1, slice);
  }

  private Tally insert(int index, int slice) {
    if (size == slices.length) {
      slices = Arrays.copyOf(slices, 2 * size);
      tallies = Arrays.copyOf(tallies, 2 * size);
    }
    System.arraycopy(slices, index, slices, index + 1, size - index);
    System.arraycopy(tallies, index, tallies, index + 1, size - index);
    size++;
    slices[index] = slice;
    tallies[index] = new Tally();
    return tallies[index];
  }
}
