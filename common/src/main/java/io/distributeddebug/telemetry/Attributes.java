package io.distributeddebug.telemetry;

import java.util.Collections;
import java.util.Map;
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
    text = Collections.unmodifiableSortedMap(new TreeMap<>(text));
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
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
    private final TreeMap<String, String> text = new TreeMap<>();
    private final TreeMap<String, Double> numbers = new TreeMap<>();

    public Builder put(String key, String value) {
      numbers.remove(key);
      text.put(key, value);
      return this;
    }

    public Builder put(String key, double value) {
      text.remove(key);
      numbers.put(key, value);
      return this;
    }

    public Attributes build() {
      return text.isEmpty() && numbers.isEmpty() ? EMPTY : new Attributes(text, numbers);
    }
  }
}
