package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Meter;

/** A level that is decided by the edges which it forces on the commit order. */
enum WeakLevel {
  READ_COMMITTED(Level.READ_COMMITTED, "non-monotonic-read") {
    @Override
    boolean force(Transactions transactions, CommitGraph graph, Meter meter) {
      ReadCommitted.force(transactions, graph);
      return true;
    }

    @Override
    boolean canSee(CycleCheck check, int t3, int operation, int t2) {
      return check.sawBefore(t3, operation, t2);
    }
  },
  READ_ATOMIC(Level.READ_ATOMIC, "fractured-read") {
    @Override
    boolean force(Transactions transactions, CommitGraph graph, Meter meter) {
      ReadAtomic.force(transactions, graph);
      return true;
    }

    @Override
    boolean canSee(CycleCheck check, int t3, int operation, int t2) {
      return check.seesDirectly(t3, t2);
    }
  },
  CAUSAL(Level.CAUSAL, "causality-violation") {
    @Override
    boolean force(Transactions transactions, CommitGraph graph, Meter meter) {
      return Causal.force(transactions, graph, meter);
    }

    @Override
    boolean canSee(CycleCheck check, int t3, int operation, int t2) {
      return check.seesThroughOthers(t3, t2);
    }
  };

  private final Level level;
  private final String anomaly;

  WeakLevel(Level level, String anomaly) {
    this.level = level;
    this.anomaly = anomaly;
  }

  Level level() {
    return level;
  }

  /** What a cycle with a forced edge is called. */
  String anomaly() {
    return anomaly;
  }

  /** Adds what the level forces; false where the budget was used up. */
  abstract boolean force(Transactions transactions, CommitGraph graph, Meter meter);

  /** Whether t2 is visible to an operation of t3. */
  abstract boolean canSee(CycleCheck check, int t3, int operation, int t2);
}
