package io.distributeddebug.topology;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Dependencies of many traces, over all time or by buckets of it. Merging is exact, in any order;
 * grows with the code and the buckets, not the load.
 */
public final class DependencyTallies implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long ALL_TIME = 0;

  private final TreeMap<DependencyKey, SortedMap<Long, DependencyTally>> tallies = new TreeMap<>();
  private final TreeSet<String> services = new TreeSet<>();
  private final long bucketNanos;

  /** Over all time. */
  public DependencyTallies() {
    this(ALL_TIME);
  }

  private DependencyTallies(long bucketNanos) {
    this.bucketNanos = bucketNanos;
  }

  /** By buckets of so many nanoseconds, counted from 1970; 0: over all time. */
  public static DependencyTallies byBucket(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("Invalid bucket: " + nanos + " ns, not at least 0");
    }
    return new DependencyTallies(nanos);
  }

  /** Of a call that began then, or a message that came in then. */
  public DependencyTally of(DependencyKey key, long startUnixNanos) {
    long bucket =
        bucketNanos == ALL_TIME ? 0 : Math.floorDiv(startUnixNanos, bucketNanos) * bucketNanos;
    return of(key, tallies, bucket);
  }

  private static DependencyTally of(
      DependencyKey key,
      SortedMap<DependencyKey, SortedMap<Long, DependencyTally>> tallies,
      long bucket) {
    return tallies
        .computeIfAbsent(key, k -> new TreeMap<>())
        .computeIfAbsent(bucket, k -> new DependencyTally());
  }

  /** That this service has spans of its own. */
  public void service(String name) {
    services.add(name);
  }

  /** Adds the other's to these, and returns these. */
  public DependencyTallies merge(DependencyTallies other) {
    services.addAll(other.services);
    other.tallies.forEach(
        (key, buckets) ->
            buckets.forEach((bucket, tally) -> of(key, tallies, bucket).merge(tally)));
    return this;
  }

  /** Over all time; hosts that turned out to be services as services. */
  public SortedMap<DependencyKey, DependencyTally> dependencies() {
    TreeMap<DependencyKey, DependencyTally> known = new TreeMap<>();
    buckets()
        .forEach(
            (key, buckets) -> {
              DependencyTally sum = new DependencyTally();
              buckets.values().forEach(sum::merge);
              known.put(key, sum);
            });
    return Collections.unmodifiableSortedMap(known);
  }

  /** By the begin of each bucket with a call, Unix nanoseconds; over all time: one bucket, 0. */
  public SortedMap<DependencyKey, SortedMap<Long, DependencyTally>> buckets() {
    TreeMap<DependencyKey, SortedMap<Long, DependencyTally>> known = new TreeMap<>();
    tallies.forEach(
        (key, buckets) ->
            buckets.forEach(
                (bucket, tally) -> of(key.among(services), known, bucket).merge(tally)));
    return Collections.unmodifiableSortedMap(known);
  }
}
