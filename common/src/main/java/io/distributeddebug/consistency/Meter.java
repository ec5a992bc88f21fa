package io.distributeddebug.consistency;

import java.util.Locale;

/** Counts the steps of one search against its budget. */
public final class Meter {
  private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 4_096;

  private final Budget budget;
  private long steps;
  private long nextLook;
  private String exhausted = "";

  public Meter(Budget budget) {
    this.budget = budget;
  }

  /** Counts a step; false where there is none left. */
  public boolean step() {
    if (steps >= budget.steps()) {
      exhausted = String.format(Locale.ROOT, "the budget of %,d steps is used up", budget.steps());
      return false;
    }
    if (steps >= nextLook) {
      nextLook = steps + BETWEEN_LOOKS_AT_THE_CLOCK;
      if (budget.outOfTime().getAsBoolean()) {
        exhausted = String.format(Locale.ROOT, "the time is used up after %,d steps", steps);
        return false;
      }
    }
    steps++;
    return true;
  }

  /** Counts several steps at once; false where there are not so many left. */
  public boolean step(int count) {
    if (!step()) {
      return false;
    }
    steps += count - 1;
    return true;
  }

  /** Counts work that is done anyway. */
  public void add(long done) {
    steps += done;
  }

  /** Whether so much may be remembered. */
  public boolean fits(long bytes) {
    if (bytes > budget.memoryBytes()) {
      exhausted =
          String.format(
              Locale.ROOT,
              "the budget of %,d MB of memory is used up after %,d steps",
              budget.memoryBytes() >> 20,
              steps);
      return false;
    }
    return true;
  }

  public long steps() {
    return steps;
  }

  public Budget budget() {
    return budget;
  }

  /** Which budget was used up; empty while none is. */
  public String exhausted() {
    return exhausted;
  }
}
