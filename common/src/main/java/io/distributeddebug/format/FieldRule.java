package io.distributeddebug.format;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a field's value comes from: the first of its sources that gives one. */
record FieldRule(List<Source> sources) {
  FieldRule {
    sources = List.copyOf(sources);
  }

  /** Empty text counts as no value. */
  String value(MappedRow row) {
    for (Source source : sources) {
      String value = source.value(row);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** As {@link #value}, a Double where the first source with a value has a number as it is. */
  Object typed(MappedRow row) {
    for (Source source : sources) {
      String value = source.value(row);
      if (!value.isEmpty()) {
        return source.isPlain() && source.values.isEmpty() ? row.typed(source.column) : value;
      }
    }
    return "";
  }

  /**
   * One way to a value.
   *
   * @param column whose cell is taken; empty for a constant
   * @param constant the value itself where there is no column
   * @param json dotted path into the cell, which holds JSON; empty for the cell itself
   * @param capture its first group is the value; no match means no value
   * @param none values that mean "no value"
   * @param values replacements of whole values
   */
  record Source(
      String column,
      String constant,
      String json,
      Optional<Pattern> capture,
      Set<String> none,
      Map<String, String> values) {

    private boolean isPlain() {
      return !column.isEmpty() && json.isEmpty() && capture.isEmpty();
    }

    String value(MappedRow row) {
      String value = column.isEmpty() ? constant : row.value(column, json);
      if (capture.isPresent()) {
        Matcher matcher = capture.get().matcher(value);
        String group = matcher.find() ? matcher.group(1) : null;
        value = group == null ? "" : group;
      }
      return none.contains(value) ? "" : values.getOrDefault(value, value);
    }
  }
}
