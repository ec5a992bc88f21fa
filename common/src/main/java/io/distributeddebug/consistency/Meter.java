package io.distributeddebug.consistency;

import java.util.Locale;

/** Counts the steps of one search against its budget. */
public final class Meter {
  private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 0xfff;

  private final Budget budget;
  private long steps;
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
    if ((steps & BETWEEN_LOOKS_AT_THE_CLOCK) == 0 && budget.outOfTime().getAsBoolean()) {
      exhausted = String.format(Locale.ROOT, "the time is used up after %,d steps", steps);
      return false;
    }
    steps++;
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
