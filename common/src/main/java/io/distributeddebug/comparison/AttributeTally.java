package io.distributeddebug.comparison;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In how many traces an attribute has a value. An attribute of more than {@value #MOST_VALUES}
 * values, such as an id, is given up: no value of it can be common to many traces.
 */
final class AttributeTally implements Serializable {
  static final int MOST_VALUES = 500;
  private static final int LONGEST_VALUE = 200;
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, TreeMap<String, Long>> traces = new TreeMap<>();
  private final TreeSet<String> givenUp = new TreeSet<>();

  /** What one trace has; values that are too long to be a category are passed over. */
  static void note(Map<String, Set<String>> ofTrace, String key, String value) {
    if (value.length() <= LONGEST_VALUE) {
      Set<String> values = ofTrace.computeIfAbsent(key, k -> new TreeSet<>());
      if (values.size() <= MOST_VALUES) {
        values.add(value);
      }
    }
  }

  void add(Map<String, Set<String>> ofTrace) {
    ofTrace.forEach(
        (key, values) -> {
          if (!givenUp.contains(key)) {
            TreeMap<String, Long> counts = traces.computeIfAbsent(key, k -> new TreeMap<>());
            values.forEach(value -> counts.merge(value, 1L, Long::sum));
            check(key);
          }
        });
  }

  void merge(AttributeTally other) {
    givenUp.addAll(other.givenUp);
    givenUp.forEach(traces::remove);
    other.traces.forEach(
        (key, values) -> {
          if (!givenUp.contains(key)) {
            TreeMap<String, Long> counts = traces.computeIfAbsent(key, k -> new TreeMap<>());
            values.forEach((value, count) -> counts.merge(value, count, Long::sum));
            check(key);
          }
        });
  }

  private void check(String key) {
    if (traces.get(key).size() > MOST_VALUES) {
      traces.remove(key);
      givenUp.add(key);
    }
  }

  long traces(String key, String value) {
    return traces.getOrDefault(key, new TreeMap<>()).getOrDefault(value, 0L);
  }

  Map<String, ? extends Map<String, Long>> all() {
    return traces;
  }

  SortedSet<String> givenUp() {
    return givenUp;
  }
}
