package io.distributeddebug.telemetry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key-value pairs of a span, log, metric point or resource. Each key is in exactly one of the
 * two maps: numbers stay numbers, so that they compare as numbers; everything else is text
 * (booleans as {@code true}/{@code false}, arrays and nested values as JSON).
 */
public record Attributes(SortedMap<String, String> text, SortedMap<String, Double> numbers) {
  public static final Attributes EMPTY =
      new Attributes(Collections.emptySortedMap(), Collections.emptySortedMap());

  public Attributes {
    text = ArrayMap.copyOf(text);
    numbers = ArrayMap.copyOf(numbers);
  }

  public static Attributes of(Map<String, String> text) {
    return new Attributes(new TreeMap<>(text), Collections.emptySortedMap());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The value as text, whichever map holds it; whole numbers without a decimal point. */
  public Optional<String> get(String key) {
    String value = text.get(key);
    if (value != null) {
      return Optional.of(value);
    }
    return Optional.ofNullable(numbers.get(key)).map(Attributes::plain);
  }

  public boolean isEmpty() {
    return text.isEmpty() && numbers.isEmpty();
  }

  /** A number as text: whole ones without a decimal point. */
  public static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Collects pairs; of a key given twice the last value wins. */
  public static final class Builder {
    private static final int SORTED_BY_INSERTION = 32;

    private String[] keys = new String[8];

    /** Each a String or a Double. */
    private Object[] values = new Object[8];

    private int size;

    public Builder put(String key, String value) {
      return add(key, value);
    }

    public Builder put(String key, double value) {
      return add(key, value);
    }

    public Attributes build() {
      if (size == 0) {
        return EMPTY;
      }
      sort();
      String[] textKeys = new String[size];
      String[] texts = new String[size];
      String[] numberKeys = new String[size];
      Double[] numbers = new Double[size];
      int textCount = 0;
      int numberCount = 0;
      for (int i = 0; i < size; i++) {
        if (i + 1 < size && keys[i].equals(keys[i + 1])) {
          continue;
        }
        if (values[i] instanceof Double number) {
          numberKeys[numberCount] = keys[i];
          numbers[numberCount++] = number;
        } else {
          textKeys[textCount] = keys[i];
          texts[textCount++] = (String) values[i];
        }
      }
      return new Attributes(
          new ArrayMap<>(textKeys, texts, textCount),
          new ArrayMap<>(numberKeys, numbers, numberCount));
    }

    private Builder add(String key, Object value) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      keys[size] = Objects.requireNonNull(key);
      values[size++] = value;
      return this;
    }

    /** By key, of equal keys the last one put last. */
    private void sort() {
      if (size > SORTED_BY_INSERTION) {
        sortMany();
        return;
      }
      for (int i = 1; i < size; i++) {
        String key = keys[i];
        Object value = values[i];
        int at = i;
        while (at > 0 && keys[at - 1].compareTo(key) > 0) {
          keys[at] = keys[at - 1];
          values[at] = values[at - 1];
          at--;
        }
        keys[at] = key;
        values[at] = value;
      }
    }

    private void sortMany() {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparing(i -> keys[i]));
      String[] sortedKeys = new String[size];
      Object[] sortedValues = new Object[size];
      for (int i = 0; i < size; i++) {
        sortedKeys[i] = keys[order[i]];
        sortedValues[i] = values[order[i]];
      }
      keys = sortedKeys;
      values = sortedValues;
    }
  }
}
