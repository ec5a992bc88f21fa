package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.Level;
import java.util.Arrays;

/** What is asked of two operations of one session on one key. */
enum Guarantee {
  READ_YOUR_WRITES(Level.READ_YOUR_WRITES, true, false),
  MONOTONIC_READS(Level.MONOTONIC_READS, false, false),
  MONOTONIC_WRITES(Level.MONOTONIC_WRITES, true, true),
  WRITES_FOLLOW_READS(Level.WRITES_FOLLOW_READS, false, true);

  private final Level level;
  private final boolean firstWrites;
  private final boolean secondWrites;

  Guarantee(Level level, boolean firstWrites, boolean secondWrites) {
    this.level = level;
    this.firstWrites = firstWrites;
    this.secondWrites = secondWrites;
  }

  static Guarantee of(Level level) {
    return Arrays.stream(values())
        .filter(guarantee -> guarantee.level == level)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Invalid level: " + level + ", no guarantee"));
  }

  Level level() {
    return level;
  }

  /** Whether the earlier of the two operations writes; else it reads. */
  boolean firstWrites() {
    return firstWrites;
  }

  /** Whether the later of the two operations writes; else it reads. */
  boolean secondWrites() {
    return secondWrites;
  }
}
