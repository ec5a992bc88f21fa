package io.distributeddebug.jobs.parquet;

import java.io.IOException;

/** A column, or a group of columns that hold the parts of one value. */
interface Node {
  /**
   * Adds a value, which is null where it is missing.
   *
   * @param repetition level at which the value repeats; 0 for the first of a row
   * @param definition level that its parent has reached
   */
  void add(Object value, int repetition, int definition) throws IOException;
}
