package io.distributeddebug.simulation;

/**
 * A handler that ends before its time.
 *
 * @param beforeStep index of the first step that is not reached
 * @param outcome what the caller gets
 */
record Mishap(int beforeStep, Outcome outcome) {
  static final Mishap NONE = new Mishap(Integer.MAX_VALUE, Outcome.OK);

  boolean strikes() {
    return beforeStep < Integer.MAX_VALUE;
  }
}
