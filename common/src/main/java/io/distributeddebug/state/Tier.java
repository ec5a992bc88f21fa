package io.distributeddebug.state;

/** How much an event tells, and so which questions it can help to answer. */
public enum Tier {
  /** Key, and value or version: every check. */
  VALUES("V"),
  /** Key alone: races, overlapping updates, waits, sagas. */
  KEYS("K"),
  /** The kind of thing alone: flows, synchronisation, counts. */
  COLLECTIONS("C");

  private final String letter;

  Tier(String letter) {
    this.letter = letter;
  }

  public String letter() {
    return letter;
  }
}
