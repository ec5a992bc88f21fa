package io.distributeddebug.consistency.session;

/**
 * One version of a key is older than another.
 *
 * @param before the operation that shows the older version
 * @param after the operation that shows the newer one; of {@link Why#LIST} the same read
 * @param older the values
 */
record VersionStep(Why why, int before, int after, int older, int newer) {
  /** How that is known. */
  enum Why {
    /** The older one is what the key held at first. */
    INITIAL,
    /** A list has the one before the other, or one that was acknowledged not at all. */
    LIST,
    /** A compare-and-set made the newer one of the older. */
    CAS,
    /** The older one had been acknowledged before the newer one was asked for. */
    REAL_TIME,
    /** The guarantee asks it of two operations of one session. */
    SESSION
  }
}
