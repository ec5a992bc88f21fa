package io.distributeddebug.flow;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was counted of one key: how often, with what weight, the distribution of its durations, and
 * one example. All sums are whole numbers and the example is chosen by value, so that merging gives
 * the same in whatever order.
 *
 * <p>Most tallies see a handful of values: these stay as they are until a histogram pays off.
 */
public final class Tally {
  /** 1 as a fixed-point weight. */
  public static final long ONE = 1L << 20;

  private static final int FEW = 12;

  private long count;
  private long weight;
  private long[] few = new long[0];
  private LogLinearHistogram many;
  private int held;
  private long exampleNanos = Long.MIN_VALUE;
  private String example = "";
  private String note = "";

  void addDuration(long nanos, long addedWeight, String traceId) {
    count++;
    weight += addedWeight;
    hold(nanos);
    offerExample(nanos, traceId, "");
  }

  void addCount(long added, long addedWeight, String traceId, String exampleNote) {
    count += added;
    weight += addedWeight;
    offerExample(0, traceId, exampleNote);
  }

  void merge(Tally other) {
    count += other.count;
    weight += other.weight;
    for (int i = 0; i < other.held; i++) {
      hold(other.few[i]);
    }
    if (other.many != null) {
      spread().merge(other.many);
    }
    if (!other.example.isEmpty()) {
      offerExample(other.exampleNanos, other.example, other.note);
    }
  }

  private void hold(long nanos) {
    if (many != null) {
      many.add(nanos);
      return;
    }
    if (held == FEW) {
      spread().add(nanos);
      return;
    }
    if (held == few.length) {
      few = Arrays.copyOf(few, Math.min(FEW, Math.max(2, 2 * held)));
    }
    few[held++] = nanos;
  }

  private LogLinearHistogram spread() {
    if (many == null) {
      many = new LogLinearHistogram();
    }
    for (int i = 0; i < held; i++) {
      many.add(few[i]);
    }
    held = 0;
    few = new long[0];
    return many;
  }

  private void offerExample(long nanos, String traceId, String exampleNote) {
    if (example.isEmpty()
        || nanos > exampleNanos
        || (nanos == exampleNanos && traceId.compareTo(example) < 0)) {
      exampleNanos = nanos;
      example = traceId;
      note = exampleNote;
    }
  }

  public long count() {
    return count;
  }

  public double weight() {
    return (double) weight / ONE;
  }

  /** Distribution of the durations in nanoseconds; empty for kinds without. */
  public LogLinearHistogram durations() {
    LogLinearHistogram all = new LogLinearHistogram();
    if (many != null) {
      all.merge(many);
    }
    for (int i = 0; i < held; i++) {
      all.add(few[i]);
    }
    return all;
  }

  /** Trace of the largest duration, or the first by id among those counted. */
  public String exampleTraceId() {
    return example;
  }

  public String note() {
    return note;
  }

  long rawWeight() {
    return weight;
  }

  long exampleNanos() {
    return exampleNanos;
  }

  /** Durations that are kept one by one, ascending. */
  long[] few() {
    long[] kept = Arrays.copyOf(few, held);
    Arrays.sort(kept);
    return kept;
  }

  /** The distribution of the others, where there were more than a few. */
  Optional<LogLinearHistogram> many() {
    return Optional.ofNullable(many);
  }

  static Tally restored(
      long count,
      long weight,
      long[] few,
      Optional<LogLinearHistogram> many,
      long exampleNanos,
      String example,
      String note) {
    Tally tally = new Tally();
    tally.count = count;
    tally.weight = weight;
    tally.few = few;
    tally.held = few.length;
    tally.many = many.orElse(null);
    tally.exampleNanos = exampleNanos;
    tally.example = example;
    tally.note = note;
    return tally;
  }
}
