package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Level;

/**
 * A level at which transactions read one state and write another: at once, or first the one and
 * later the other.
 */
enum StrongLevel {
  /** Reads of a snapshot, and later the commit; of two that overlap one may write a key. */
  SNAPSHOT_ISOLATION(Level.SNAPSHOT_ISOLATION),
  /** All at one instant. */
  SERIALIZABLE(Level.SERIALIZABLE);

  private final Level level;

  StrongLevel(Level level) {
    this.level = level;
  }

  Level level() {
    return level;
  }

  boolean isBrokenBy(CycleClass type) {
    return this == SERIALIZABLE || type.breaksSnapshotIsolation();
  }

  /** How many events the transactions of a history have. */
  int events(int transactions) {
    return this == SERIALIZABLE ? transactions : 2 * transactions;
  }

  /** The event at which a transaction reads. */
  int reads(int transaction) {
    return this == SERIALIZABLE ? transaction : 2 * transaction;
  }

  /** The event at which a transaction writes. */
  int writes(int transaction) {
    return this == SERIALIZABLE ? transaction : 2 * transaction + 1;
  }
}
