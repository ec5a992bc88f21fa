package io.distributeddebug.comparison;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.List;
import java.util.SortedSet;

/**
 * How a second set of traces differs from a first. Only what chance hardly explains is told (one in
 * a hundred of what is told may be chance, Benjamini and Hochberg), and {@link Verdict#CANNOT_TELL}
 * where there is a difference that so few traces may show by chance.
 *
 * @param operations the most regressed first
 * @param calls those that appear or vanish, the most changed first
 * @param attributes the most over-represented first
 * @param attributesOfTooManyValues attributes that were not compared
 */
public record Comparison(
    Side first,
    Side second,
    List<OperationChange> operations,
    List<CallChange> calls,
    List<AttributeChange> attributes,
    SortedSet<String> attributesOfTooManyValues) {
  /** Below this a side is too small for anything to be told. */
  public static final long FEWEST_TRACES = 20;

  public Comparison {
    operations = List.copyOf(operations);
    calls = List.copyOf(calls);
    attributes = List.copyOf(attributes);
  }

  /** One set. */
  public record Side(long traces, long failed, LogLinearHistogram durations) {
    static Side of(TraceSetTally tally) {
      return new Side(tally.traces(), tally.failed(), tally.durations());
    }

    public boolean isTooSmall() {
      return traces < FEWEST_TRACES;
    }
  }

  /** An operation in one of the sets; times in nanoseconds. */
  public record Timing(
      long spans,
      long traces,
      double errorRatio,
      double meanNanos,
      double ownMeanNanos,
      long p95Nanos) {
    static Timing of(OperationTally tally) {
      return new Timing(
          tally.spans(),
          tally.traces(),
          tally.spans() == 0 ? 0 : (double) tally.errors() / tally.spans(),
          tally.durations().mean(),
          tally.own().mean(),
          tally.durations().quantile(0.95));
    }
  }

  /**
   * An operation that is in both sets.
   *
   * @param timeChance that its durations differ by chance
   * @param ownChance as much of its self time, which is without the time of what it calls
   * @param errorChance as much of the share of traces in which it fails
   * @param addedOwnNanos self time more in a trace of the second set, on average
   * @param score share of the first set's mean trace that it adds, plus the share of traces that it
   *     makes fail; what operations are ranked by
   */
  public record OperationChange(
      OperationKey operation,
      Timing first,
      Timing second,
      Verdict verdict,
      double timeChance,
      double ownChance,
      double errorChance,
      double addedOwnNanos,
      double score) {}

  /**
   * A call.
   *
   * @param firstTraces traces of the first set that have it
   * @param firstCalls calls in all of them
   */
  public record CallChange(
      CallKey call,
      long firstTraces,
      long firstCalls,
      long secondTraces,
      long secondCalls,
      Verdict verdict,
      double chance) {}

  /** A value of an attribute, by the traces that have it on some span. */
  public record AttributeChange(
      String attribute,
      String value,
      long firstTraces,
      long secondTraces,
      Verdict verdict,
      double chance) {}

  /** Compares. */
  public static Comparison of(TraceSetTally first, TraceSetTally second) {
    return new Comparing(first, second).comparison();
  }

  /** Whether nothing was found to differ. */
  public boolean isEmpty() {
    return operations.isEmpty() && calls.isEmpty() && attributes.isEmpty();
  }
}
