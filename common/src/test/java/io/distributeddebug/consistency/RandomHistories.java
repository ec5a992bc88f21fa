package io.distributeddebug.consistency;

import java.util.Locale;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;

/** Runs a question over many seeds, and names the seed that failed. */
public final class RandomHistories {
  private static final int IN_THE_SUITE = 2_000;

  /** One question, on the history that this source of chance makes. */
  public interface Question {
    void ask(SplittableRandom random);
  }

  private RandomHistories() {}

  /**
   * Asks of as many histories as the property {@code soak.histories} says, of a few without it. The
   * first seed is the property {@code soak.seed}.
   */
  public static void each(String name, Question question) {
    long count = Long.getLong("soak.histories", IN_THE_SUITE);
    long first = Long.getLong("soak.seed", 1);
    for (long seed = first; seed < first + count; seed++) {
      try {
        question.ask(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        Assertions.fail(
            name + ": seed " + seed + " (again: -Dsoak.seed=" + seed + " -Dsoak.histories=1)", e);
      }
    }
    System.out.printf(
        Locale.ROOT, "%s: seeds %d to %d, no disagreement%n", name, first, first + count - 1);
  }
}
