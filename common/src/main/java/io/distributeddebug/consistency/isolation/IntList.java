package io.distributeddebug.consistency.isolation;

import java.util.Arrays;

/** A growing array of numbers. */
final class IntList {
  private int[] elements = new int[16];
  private int size;

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size * 2);
    }
    elements[size++] = element;
  }

  int get(int index) {
    return elements[index];
  }

  void set(int index, int element) {
    elements[index] = element;
  }

  int size() {
    return size;
  }

  void removeLast() {
    size--;
  }

  void clear() {
    size = 0;
  }

  int[] reversed() {
    int[] reversed = new int[size];
    for (int i = 0; i < size; i++) {
      reversed[i] = elements[size - 1 - i];
    }
    return reversed;
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
