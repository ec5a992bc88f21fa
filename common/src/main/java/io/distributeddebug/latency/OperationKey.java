package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.Comparator;

/** An operation by which a service is entered. */
public record OperationKey(String service, String operation)
    implements Comparable<OperationKey>, Serializable {
  private static final Comparator<OperationKey> ORDER =
      Comparator.comparing(OperationKey::service).thenComparing(OperationKey::operation);

  @Override
  public int compareTo(OperationKey other) {
    return ORDER.compare(this, other);
  }
}
