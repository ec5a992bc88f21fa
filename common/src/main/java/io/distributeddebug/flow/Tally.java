package io.distributeddebug.flow;

/** The unit of fixed-point weights: integer sums are the same in whatever order they are added. */
public final class Tally {
  public static final long ONE = 1L << 20;

  private Tally() {}
}
