package io.distributeddebug.consistency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A promise of consistency that a history can be held against. */
public enum Level {
  /** Each operation took effect at one instant between its invocation and its completion. */
  LINEARIZABLE;

  /** As it is named on the command line and in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Level> named(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }
}
