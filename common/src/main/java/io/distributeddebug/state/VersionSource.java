package io.distributeddebug.state;

import java.util.Locale;

/** Where the version of a value is from. */
public enum VersionSource {
  NONE,
  /** A number that the store counts up. */
  EXPLICIT,
  /** Tells versions apart, without an order. */
  ETAG,
  /** The position in a log or partition. */
  OFFSET,
  /** Concluded, as an update of version 7 leaves 8. */
  INFERRED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
