package io.distributeddebug.topology;

import java.io.Serializable;
import java.util.Comparator;

/**
 * How often one service calls another, as Jaeger's and Zipkin's dependency graphs count it.
 *
 * @param parent who calls
 * @param child who is called
 */
public record DependencyLink(String parent, String child, long calls, long errors)
    implements Comparable<DependencyLink>, Serializable {
  private static final Comparator<DependencyLink> ORDER =
      Comparator.comparing(DependencyLink::parent).thenComparing(DependencyLink::child);

  @Override
  public int compareTo(DependencyLink other) {
    return ORDER.compare(this, other);
  }
}
