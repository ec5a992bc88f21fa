package io.distributeddebug.consistency;

import java.util.Locale;

/** What a missing operation means. */
public enum Completeness {
  /** Everything is recorded: a value that was read and that nobody wrote is a violation. */
  COMPLETE,
  /** A value that nobody wrote shows that its write was not recorded; all else is. */
  AS_RECORDED,
  /** Any operation may be missing, as in sampled telemetry; values are taken to be unique. */
  SAMPLED;

  /** As it is named on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
