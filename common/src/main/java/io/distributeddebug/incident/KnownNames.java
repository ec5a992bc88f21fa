package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What a description is read against: the names in the data and the time that it covers. */
public record KnownNames(List<String> services, List<String> operations, Window timeRange) {
  public KnownNames {
    services = List.copyOf(services);
    operations = List.copyOf(operations);
  }

  public static KnownNames of(
      Collection<String> services, Collection<String> operations, Window timeRange) {
    return new KnownNames(
        List.copyOf(new TreeSet<>(services)), List.copyOf(new TreeSet<>(operations)), timeRange);
  }
}
