package io.distributeddebug.trace;

/** Why a span is taken to be what the one above it, or the one after it, waited for. */
public enum Ground {
  /** The recorded parent: of its children, it came back last. */
  CAUSAL_LINK("causal_link"),
  /** In many traces it always ended before what came after it began. */
  MINED_ORDER("mined_order"),
  /**
   * It ended before what came after it began, or ran inside its inferred parent; maybe by chance.
   */
  TIME_ONLY("time_only");

  private final String label;

  Ground(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
