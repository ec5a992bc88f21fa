package io.distributeddebug.consistency;

import java.util.Locale;

/** The five answers of a checker. */
public enum Conclusion {
  /** Every operation can be explained. */
  HOLDS,
  /** It broke the promise; there is a counterexample. */
  VIOLATED,
  /** Nothing was found by a method that does not find everything. */
  NO_ANOMALY_FOUND,
  /** The budget was used up before there was an answer. */
  UNKNOWN,
  /** The history lacks what the question needs. */
  NOT_CHECKABLE;

  /** As it is written in results, such as {@code no-anomaly-found}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
