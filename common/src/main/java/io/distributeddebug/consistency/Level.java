package io.distributeddebug.consistency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A promise of consistency that a history can be held against. */
public enum Level {
  /** Each operation took effect at one instant between its invocation and its completion. */
  LINEARIZABLE,
  /** Once a transaction has read from another, it reads nothing older than what that one wrote. */
  READ_COMMITTED,
  /** A transaction sees all of another or nothing of it. */
  READ_ATOMIC,
  /** Whoever sees a transaction sees all that this one could have seen. */
  CAUSAL,
  /** Transactions see one snapshot; of two at once that write the same key one gives way. */
  SNAPSHOT_ISOLATION,
  /** As if one transaction ran after the other. */
  SERIALIZABLE,
  /** Snapshot isolation, and whoever begins sees what the same session has committed. */
  STRONG_SESSION_SNAPSHOT_ISOLATION,
  /** Serializable, in an order in which each session keeps its own. */
  STRONG_SESSION_SERIALIZABLE,
  /** Snapshot isolation, and whoever begins sees all that was acknowledged before. */
  STRONG_SNAPSHOT_ISOLATION,
  /** Serializable, in an order that agrees with real time. */
  STRICT_SERIALIZABLE,
  /** Once a key is written no more, every session comes to read its last value. */
  EVENTUAL,
  /** A session sees its own writes, or later ones. */
  READ_YOUR_WRITES,
  /** A session never reads an older version of a key than it has read before. */
  MONOTONIC_READS,
  /** A session's later write of a key is the later version. */
  MONOTONIC_WRITES,
  /** What a session writes is later than what it has read of the key before. */
  WRITES_FOLLOW_READS,
  /** The strongest level that holds. */
  STRONGEST;

  /** As it is named on the command line and in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Level> named(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }
}
