package io.distributeddebug.topology;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Dependencies of many traces. Merging is exact, in any order; grows with the code, not the load.
 */
public final class DependencyTallies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<DependencyKey, DependencyTally> tallies = new TreeMap<>();
  private final TreeSet<String> services = new TreeSet<>();

  public DependencyTally of(DependencyKey key) {
    return tallies.computeIfAbsent(key, k -> new DependencyTally());
  }

  /** That this service has spans of its own. */
  public void service(String name) {
    services.add(name);
  }

  /** Adds the other's to these, and returns these. */
  public DependencyTallies merge(DependencyTallies other) {
    services.addAll(other.services);
    other.tallies.forEach((key, tally) -> of(key).merge(tally));
    return this;
  }

  /** All of them; hosts that turned out to be services as services. */
  public SortedMap<DependencyKey, DependencyTally> dependencies() {
    TreeMap<DependencyKey, DependencyTally> known = new TreeMap<>();
    tallies.forEach(
        (key, tally) ->
            known.computeIfAbsent(key.among(services), k -> new DependencyTally()).merge(tally));
    return Collections.unmodifiableSortedMap(known);
  }
}
