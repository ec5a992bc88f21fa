package io.distributeddebug.topology;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts links. Merging is exact, in any order. */
public final class LinkTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int CALLS = 0;
  private static final int ERRORS = 1;

  private final TreeMap<String, TreeMap<String, long[]>> counts = new TreeMap<>();

  void add(String parent, String child, boolean isError) {
    long[] count = count(parent, child);
    count[CALLS]++;
    count[ERRORS] += isError ? 1 : 0;
  }

  /** Adds the other's counts to these, and returns these. */
  public LinkTally merge(LinkTally other) {
    other.counts.forEach(
        (parent, children) ->
            children.forEach(
                (child, added) -> {
                  long[] count = count(parent, child);
                  count[CALLS] += added[CALLS];
                  count[ERRORS] += added[ERRORS];
                }));
    return this;
  }

  private long[] count(String parent, String child) {
    return counts
        .computeIfAbsent(parent, name -> new TreeMap<>())
        .computeIfAbsent(child, name -> new long[2]);
  }

  /** By parent and child. */
  public List<DependencyLink> links() {
    List<DependencyLink> links = new ArrayList<>();
    counts.forEach(
        (parent, children) ->
            children.forEach(
                (child, count) ->
                    links.add(new DependencyLink(parent, child, count[CALLS], count[ERRORS]))));
    return List.copyOf(links);
  }
}
