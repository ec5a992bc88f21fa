package io.distributeddebug.comparison;

/** What can be said of a difference. */
public enum Verdict {
  /** Slower, or fails more often, in the second set. */
  WORSE,
  BETTER,
  /** In the second set, and not or more rarely in the first. */
  MORE,
  LESS,
  /** There is a difference, but so few traces might differ by chance. */
  CANNOT_TELL
}
