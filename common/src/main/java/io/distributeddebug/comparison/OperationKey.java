package io.distributeddebug.comparison;

import java.io.Serializable;
import java.util.Comparator;

/** An operation of a service. */
public record OperationKey(String service, String operation)
    implements Serializable, Comparable<OperationKey> {
  private static final Comparator<OperationKey> BY_NAME =
      Comparator.comparing(OperationKey::service).thenComparing(OperationKey::operation);

  @Override
  public int compareTo(OperationKey other) {
    return BY_NAME.compare(this, other);
  }

  @Override
  public String toString() {
    return "[" + service + "] " + operation;
  }
}
