package io.distributeddebug.statistics;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values with what each is made of, in buckets by the value, eight a power of two: so it can be
 * told what the values around a quantile are made of. Sums are whole numbers: merging is exact, in
 * any order.
 */
public final class PartsHistogram implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SUB_BITS = 3;

  private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();
  private long count;

  private static final class Bucket implements Serializable {
    private static final long serialVersionUID = 1L;

    private long count;
    private final TreeMap<String, Long> sums = new TreeMap<>();
  }

  /**
   * The mean over some of the values.
   *
   * @param count how many, which need not be whole: a bucket may be in by a share
   * @param parts mean of each part; they add up to {@code mean}
   */
  public record Mean(double count, double mean, SortedMap<String, Double> parts) {
    public Mean {
      parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public double part(String name) {
      return parts.getOrDefault(name, 0.0);
    }
  }

  /**
   * Adds a value.
   *
   * @param value not negative
   * @param parts that add up to the value
   */
  public void add(long value, SortedMap<String, Long> parts) {
    count++;
    Bucket bucket = buckets.computeIfAbsent(bucketOf(value), key -> new Bucket());
    bucket.count++;
    parts.forEach((name, part) -> bucket.sums.merge(name, part, Long::sum));
  }

  public void merge(PartsHistogram other) {
    count += other.count;
    other.buckets.forEach(
        (key, added) -> {
          Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket());
          bucket.count += added.count;
          added.sums.forEach((name, sum) -> bucket.sums.merge(name, sum, Long::sum));
        });
  }

  public long count() {
    return count;
  }

  /** Of all values. */
  public Mean mean() {
    return around(0.5, 0.5);
  }

  /**
   * Of the values whose rank is near a quantile; of a bucket that is only partly near, each value
   * counts by that share.
   *
   * @param halfWidth how far on each side, as a share of all values
   */
  public Mean around(double quantile, double halfWidth) {
    double from = Math.max(0, quantile - halfWidth) * count;
    double to = Math.min(1, quantile + halfWidth) * count;
    TreeMap<String, Double> parts = new TreeMap<>();
    double rank = 0;
    double taken = 0;
    for (Bucket bucket : buckets.values()) {
      double share = Math.min(to, rank + bucket.count) - Math.max(from, rank);
      if (share > 0) {
        taken += share;
        double weight = share / bucket.count;
        bucket.sums.forEach((name, sum) -> parts.merge(name, sum * weight, Double::sum));
      }
      rank += bucket.count;
    }
    double of = Math.max(taken, Double.MIN_NORMAL);
    parts.replaceAll((name, sum) -> sum / of);
    double mean = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Mean(taken, mean, parts);
  }

  private static int bucketOf(long value) {
    if (value < 1 << (SUB_BITS + 1)) {
      return (int) value;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    long sub = (value >>> (exponent - SUB_BITS)) & ((1 << SUB_BITS) - 1);
    return (exponent << SUB_BITS) + (int) sub;
  }
}
