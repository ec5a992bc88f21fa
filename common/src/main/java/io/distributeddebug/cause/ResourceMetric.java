package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Attributes;
import java.util.Locale;
import java.util.Optional;

/**
 * Which metrics tell how much of a resource of an instance is used, by the words of their names and
 * their units: a share of a limit (unit 1 or percent) of cpu, memory or disk; or the used
 * connections of a pool and their limit. Metrics of whole nodes are not of one instance.
 */
public sealed interface ResourceMetric {
  String POOL_NAME = "db.client.connection.pool.name";

  /** A share of a limit, to be multiplied by {@code toPercent}. */
  record Share(String resource, double toPercent) implements ResourceMetric {}

  /** Connections in use. */
  record PoolUse(String pool) implements ResourceMetric {}

  /** Largest number of connections. */
  record PoolLimit(String pool) implements ResourceMetric {}

  static Optional<ResourceMetric> of(String metric, String unit, Attributes attributes) {
    String name = metric.toLowerCase(Locale.ROOT);
    String pool = attributes.get(POOL_NAME).orElse("");
    switch (name) {
      case "db.client.connection.count", "db.client.connections.usage" -> {
        String state =
            attributes
                .get("db.client.connection.state")
                .or(() -> attributes.get("state"))
                .orElse("");
        return state.equals("used") ? Optional.of(new PoolUse(pool)) : Optional.empty();
      }
      case "db.client.connection.max", "db.client.connections.max" -> {
        return Optional.of(new PoolLimit(pool));
      }
      default -> {
        return share(name, unit);
      }
    }
  }

  private static Optional<ResourceMetric> share(String name, String unit) {
    boolean percent = unit.equals("%");
    boolean ratio = unit.equals("1") && name.contains("utilization");
    boolean ofNode = name.contains("node") || name.startsWith("system.") || name.contains("host");
    if (ofNode || !(percent || ratio)) {
      return Optional.empty();
    }
    double toPercent = percent ? 1 : 100;
    for (String resource : new String[] {"cpu", "memory", "disk"}) {
      if (name.contains(resource)) {
        return Optional.of(new Share(resource, toPercent));
      }
    }
    return Optional.empty();
  }
}
