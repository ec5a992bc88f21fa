package io.distributeddebug.format;

import java.util.function.BiConsumer;

/** One record of a house format: values by the names of columns or by paths. */
interface MappedRow {
  /**
   * A value as text; empty where there is none.
   *
   * @param json dotted path into the value, which is text that holds JSON; empty for the value
   */
  String value(String column, String json);

  /** As {@link #value}, a Double where the value is recorded as a number. */
  Object typed(String column);

  /** Each value that no rule reads, a Double or text that is not empty, under its name. */
  void rest(BiConsumer<String, Object> each);
}
