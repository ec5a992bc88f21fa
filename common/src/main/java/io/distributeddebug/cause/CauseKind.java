package io.distributeddebug.cause;

import java.util.Locale;

/** What kind of thing broke. The ids are those of the report. */
public enum CauseKind {
  CPU,
  MEMORY,
  DISK,
  NETWORK_DELAY,
  NETWORK_LOSS,
  PARTITION,
  EXCEPTION,
  /** Early return, missing calls. */
  WRONG_RESULT,
  SLOW_CODE,
  /** Database, cache or external host. */
  SLOW_DEPENDENCY,
  POOL_EXHAUSTION,
  LOCK_CONTENTION,
  RETRY_STORM,
  OVERLOAD,
  CONFIGURATION_CHANGE,
  DEPLOYMENT,
  CLOCK,
  DATA_INCONSISTENCY,
  UNKNOWN;

  /** The kind as reports show it, such as {@code slow_dependency}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
