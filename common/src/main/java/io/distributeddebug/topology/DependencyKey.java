package io.distributeddebug.topology;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Set;

/**
 * Two ends of a dependency.
 *
 * @param parent who calls: a service; for what is taken out of it, a topic or queue
 * @param child who is called: a service, topic, queue, database, cache or host
 * @param kind ASYNC where a topic or queue is one of the ends, or a message has none
 * @param parentDetail operation or instance, empty where dependencies of services are asked for
 * @param childDetail the same of the called side
 */
public record DependencyKey(
    String parent, String child, CallKind kind, String parentDetail, String childDetail)
    implements Comparable<DependencyKey>, Serializable {
  private static final Comparator<DependencyKey> ORDER =
      Comparator.comparing(DependencyKey::parent)
          .thenComparing(DependencyKey::child)
          .thenComparing(DependencyKey::kind)
          .thenComparing(DependencyKey::parentDetail)
          .thenComparing(DependencyKey::childDetail);

  @Override
  public int compareTo(DependencyKey other) {
    return ORDER.compare(this, other);
  }

  /** An external host that is one of these services is that service. */
  DependencyKey among(Set<String> services) {
    return kind == CallKind.EXTERNAL && services.contains(child)
        ? new DependencyKey(parent, child, CallKind.SYNC, parentDetail, childDetail)
        : this;
  }
}
