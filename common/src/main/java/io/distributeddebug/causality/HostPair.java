package io.distributeddebug.causality;

import java.io.Serializable;
import java.util.Comparator;

/** Two hosts whose clocks are compared, the smaller name first. */
public record HostPair(String reference, String host)
    implements Comparable<HostPair>, Serializable {
  private static final Comparator<HostPair> ORDER =
      Comparator.comparing(HostPair::reference).thenComparing(HostPair::host);

  public HostPair {
    if (reference.compareTo(host) >= 0) {
      throw new IllegalArgumentException(
          "Invalid pair of hosts: " + reference + ", " + host + ", not in order");
    }
  }

  /** In either order. */
  static HostPair of(String one, String other) {
    return one.compareTo(other) < 0 ? new HostPair(one, other) : new HostPair(other, one);
  }

  @Override
  public int compareTo(HostPair other) {
    return ORDER.compare(this, other);
  }
}
