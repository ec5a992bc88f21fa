package io.distributeddebug.consistency;

import java.util.function.BooleanSupplier;

/**
 * How much a check may cost. Steps are counted, so that a verdict is the same on every machine; the
 * clock is a fuse only.
 *
 * @param steps of one search
 * @param memoryBytes for what one search remembers
 * @param outOfTime asked now and then; true ends the check
 */
public record Budget(long steps, long memoryBytes, BooleanSupplier outOfTime) {
  private static final long STANDARD_STEPS = 20_000_000;
  private static final long STANDARD_MEMORY_BYTES = 256L << 20;

  public static Budget standard() {
    return new Budget(STANDARD_STEPS, STANDARD_MEMORY_BYTES, () -> false);
  }

  public Budget withSteps(long most) {
    return new Budget(most, memoryBytes, outOfTime);
  }

  public Budget withFuse(BooleanSupplier blown) {
    return new Budget(steps, memoryBytes, blown);
  }
}
