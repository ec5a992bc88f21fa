package io.distributeddebug.comparison;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A span under another.
 *
 * @param child of a call to something without spans of its own its name, with an empty operation
 */
public record CallKey(OperationKey parent, OperationKey child)
    implements Serializable, Comparable<CallKey> {
  private static final Comparator<CallKey> BY_NAME =
      Comparator.comparing(CallKey::parent).thenComparing(CallKey::child);

  @Override
  public int compareTo(CallKey other) {
    return BY_NAME.compare(this, other);
  }
}
