package io.distributeddebug.comparison;

import io.distributeddebug.comparison.Comparison.AttributeChange;
import io.distributeddebug.comparison.Comparison.CallChange;
import io.distributeddebug.comparison.Comparison.OperationChange;
import io.distributeddebug.comparison.Comparison.Side;
import io.distributeddebug.comparison.Comparison.Timing;
import io.distributeddebug.statistics.FalseDiscovery;
import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.statistics.RankSumTest;
import io.distributeddebug.statistics.ShareTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tests behind {@link Comparison}. Spans of one trace are not independent, so that times count
 * by traces, not by spans; errors, calls and attributes are counted in traces anyway.
 */
final class Comparing {
  private static final double SURE = 0.01;

  // Below these a difference is not worth telling, however sure it is.
  private static final double LEAST_CHANGE_OF_TIME = 0.05;
  private static final double LEAST_CHANGE_OF_SHARE = 0.01;

  // A difference so large that few traces may be why it is not sure.
  private static final double LARGE_CHANGE_OF_SHARE = 0.2;
  private static final double LARGE_CHANGE_OF_TIME = 0.5;

  private final TraceSetTally first;
  private final TraceSetTally second;
  private final boolean isTooSmall;

  Comparing(TraceSetTally first, TraceSetTally second) {
    this.first = first;
    this.second = second;
    this.isTooSmall =
        first.traces() < Comparison.FEWEST_TRACES || second.traces() < Comparison.FEWEST_TRACES;
  }

  Comparison comparison() {
    SortedSet<String> givenUp = new TreeSet<>(first.attributes().givenUp());
    givenUp.addAll(second.attributes().givenUp());
    return new Comparison(
        Side.of(first), Side.of(second), operations(), calls(), attributes(givenUp), givenUp);
  }

  private List<OperationChange> operations() {
    List<OperationKey> keys = new ArrayList<>(first.operations().keySet());
    keys.retainAll(second.operations().keySet());
    double[] times = new double[keys.size()];
    double[] own = new double[keys.size()];
    double[] errors = new double[keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      OperationTally one = first.operations().get(keys.get(i));
      OperationTally other = second.operations().get(keys.get(i));
      double independent =
          Math.min((double) one.traces() / one.spans(), (double) other.traces() / other.spans());
      times[i] = RankSumTest.of(one.durations(), other.durations()).chance(independent);
      own[i] = RankSumTest.of(one.own(), other.own()).chance(independent);
      errors[i] = errors(one, other).chance();
    }
    times = FalseDiscovery.adjusted(times);
    own = FalseDiscovery.adjusted(own);
    errors = FalseDiscovery.adjusted(errors);
    List<OperationChange> changes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      change(keys.get(i), times[i], own[i], errors[i], changes);
    }
    changes.sort(
        Comparator.comparing((OperationChange change) -> change.verdict() == Verdict.CANNOT_TELL)
            .thenComparing(Comparator.comparingDouble(OperationChange::score).reversed())
            .thenComparing(OperationChange::operation));
    return changes;
  }

  private static ShareTest errors(OperationTally one, OperationTally other) {
    return new ShareTest(
        one.tracesWithError(), one.traces(), other.tracesWithError(), other.traces());
  }

  private void change(
      OperationKey key, double time, double own, double error, List<OperationChange> changes) {
    OperationTally one = first.operations().get(key);
    OperationTally other = second.operations().get(key);
    double timeChange = relative(one.durations(), other.durations());
    double ownChange = relative(one.own(), other.own());
    double errorChange = errors(one, other).secondRatio() - errors(one, other).firstRatio();
    boolean slower = time < SURE && timeChange >= LEAST_CHANGE_OF_TIME;
    boolean quicker = time < SURE && timeChange <= -LEAST_CHANGE_OF_TIME;
    boolean slowerItself = own < SURE && ownChange >= LEAST_CHANGE_OF_TIME;
    boolean failsMore = error < SURE && errorChange >= LEAST_CHANGE_OF_SHARE;
    boolean failsLess = error < SURE && errorChange <= -LEAST_CHANGE_OF_SHARE;
    boolean isWorse = slower || slowerItself || failsMore;
    boolean isSure = isWorse || quicker || failsLess;
    boolean isLarge =
        Math.abs(timeChange) >= LARGE_CHANGE_OF_TIME
            || Math.abs(errorChange) >= LARGE_CHANGE_OF_SHARE;
    boolean few = isTooSmall || Math.min(one.traces(), other.traces()) < Comparison.FEWEST_TRACES;
    if (!(isSure && !isTooSmall) && !(isLarge && few)) {
      return;
    }
    double added =
        (double) other.own().sum() / second.traces() - (double) one.own().sum() / first.traces();
    double failing =
        (double) other.tracesWithError() / second.traces()
            - (double) one.tracesWithError() / first.traces();
    changes.add(
        new OperationChange(
            key,
            Timing.of(one),
            Timing.of(other),
            !isSure || isTooSmall ? Verdict.CANNOT_TELL : isWorse ? Verdict.WORSE : Verdict.BETTER,
            time,
            own,
            error,
            added,
            added / Math.max(1, first.durations().mean()) + failing));
  }

  /** Of the mean; the larger of both decides what is large. */
  private static double relative(LogLinearHistogram one, LogLinearHistogram other) {
    double before = Math.max(1, one.mean());
    return (other.mean() - one.mean()) / before;
  }

  private List<CallChange> calls() {
    SortedSet<CallKey> keys = new TreeSet<>(first.calls().keySet());
    keys.addAll(second.calls().keySet());
    List<CallKey> all = List.copyOf(keys);
    long[] none = new long[2];
    Shares shares = new Shares();
    for (CallKey key : all) {
      shares.add(
          first.calls().getOrDefault(key, none)[0], second.calls().getOrDefault(key, none)[0]);
    }
    List<CallChange> changes = new ArrayList<>();
    for (Shares.Judged judged : shares.judged()) {
      CallKey key = all.get(judged.place());
      changes.add(
          new CallChange(
              key,
              judged.first(),
              first.calls().getOrDefault(key, none)[1],
              judged.second(),
              second.calls().getOrDefault(key, none)[1],
              judged.verdict(),
              judged.chance()));
    }
    return changes;
  }

  private List<AttributeChange> attributes(SortedSet<String> givenUp) {
    record Pair(String attribute, String value) {}
    SortedSet<Pair> pairs =
        new TreeSet<>(Comparator.comparing(Pair::attribute).thenComparing(Pair::value));
    for (AttributeTally tally : List.of(first.attributes(), second.attributes())) {
      tally
          .all()
          .forEach(
              (key, values) -> {
                if (!givenUp.contains(key)) {
                  values.keySet().forEach(value -> pairs.add(new Pair(key, value)));
                }
              });
    }
    List<Pair> all = List.copyOf(pairs);
    Shares shares = new Shares();
    for (Pair pair : all) {
      shares.add(
          first.attributes().traces(pair.attribute(), pair.value()),
          second.attributes().traces(pair.attribute(), pair.value()));
    }
    List<AttributeChange> changes = new ArrayList<>();
    for (Shares.Judged judged : shares.judged()) {
      Pair pair = all.get(judged.place());
      changes.add(
          new AttributeChange(
              pair.attribute(),
              pair.value(),
              judged.first(),
              judged.second(),
              judged.verdict(),
              judged.chance()));
    }
    return changes;
  }

  /** Many shares of traces, judged together. */
  private final class Shares {
    private final List<ShareTest> tests = new ArrayList<>();

    record Judged(int place, long first, long second, Verdict verdict, double chance) {}

    void add(long one, long other) {
      tests.add(new ShareTest(one, first.traces(), other, second.traces()));
    }

    /** Those that differ, the largest difference of shares first, what cannot be told last. */
    List<Judged> judged() {
      double[] chances =
          FalseDiscovery.adjusted(tests.stream().mapToDouble(ShareTest::chance).toArray());
      List<Judged> judged = new ArrayList<>();
      for (int i = 0; i < chances.length; i++) {
        ShareTest test = tests.get(i);
        double change = test.secondRatio() - test.firstRatio();
        boolean isSure =
            !isTooSmall && chances[i] < SURE && Math.abs(change) >= LEAST_CHANGE_OF_SHARE;
        if (isSure || (isTooSmall && Math.abs(change) >= LARGE_CHANGE_OF_SHARE)) {
          Verdict verdict =
              !isSure ? Verdict.CANNOT_TELL : change > 0 ? Verdict.MORE : Verdict.LESS;
          judged.add(new Judged(i, test.first(), test.second(), verdict, chances[i]));
        }
      }
      judged.sort(
          Comparator.comparing((Judged one) -> one.verdict() == Verdict.CANNOT_TELL)
              .thenComparing(Comparator.comparingDouble(this::difference).reversed())
              .thenComparingInt(Judged::place));
      return judged;
    }

    private double difference(Judged judged) {
      ShareTest test = tests.get(judged.place());
      return Math.abs(test.secondRatio() - test.firstRatio());
    }
  }
}
