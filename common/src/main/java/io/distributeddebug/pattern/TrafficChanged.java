package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.OperationKey;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.Traffic;
import io.distributeddebug.latency.TrafficComparison.OperationPair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Requests from outside come more or less often than before: {@link CountTest} on requests per
 * time, both directions, Bonferroni over the entry operations, 1 in 100 for all together. Of a
 * sampled stretch only that share of the time counts of which requests were kept; rates are those
 * of all requests, kept or not.
 *
 * @param leastFactor growth or shrinking of the rate below which it does not matter
 * @param leastRequests requests, seen or expected, below which nothing is said
 */
record TrafficChanged(double leastFactor, long leastRequests) implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;
  private static final double LARGE_FACTOR = 3;

  @Override
  public String kind() {
    return "traffic-changed";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    Slices slices = seen.traffic().slices();
    List<OperationPair> entries =
        seen.traffic().operations().stream()
            .filter(pair -> pair.baseline().fromOutside() + pair.incident().fromOutside() > 0)
            .toList();
    if (slices.baselineNanos() == 0 || slices.incidentNanos() == 0) {
      return;
    }
    for (OperationPair pair : entries) {
      CountTest test =
          new CountTest(
              pair.baseline().fromOutside(),
              observed(slices.baselineNanos(), pair.baseline(), seen.traffic().baseline()),
              pair.incident().fromOutside(),
              observed(slices.incidentNanos(), pair.incident(), seen.traffic().incident()),
              CountTest.dispersion(slices(seen, pair.key())));
      long requests = pair.incident().fromOutside();
      double expected = test.expected();
      boolean isMore = requests >= leastRequests && requests >= leastFactor * expected;
      boolean isLess = expected >= leastRequests && requests * leastFactor <= expected;
      if (!isMore && !isLess) {
        continue;
      }
      double chance = 2 * entries.size() * (isMore ? test.chanceOfSoMany() : test.chanceOfSoFew());
      if (chance <= FALSE_ALARMS) {
        findings.accept(describe(seen, pair, expected, chance));
      }
    }
  }

  /** The share of the time in which requests were kept; of all operations where it has none. */
  private static long observed(long nanos, OperationTally of, Traffic all) {
    double kept = of.fromOutside();
    double weighted = of.weightedFromOutside();
    if (kept == 0) {
      for (OperationTally any : all.operations().values()) {
        kept += any.fromOutside();
        weighted += any.weightedFromOutside();
      }
    }
    return kept == 0 ? nanos : Math.max(1, Math.round(nanos * kept / weighted));
  }

  private static List<CountTest.Slice> slices(Observations seen, OperationKey key) {
    Slices slices = seen.traffic().slices();
    List<Traffic> traffic = seen.traffic().baselineSlices();
    List<CountTest.Slice> counts = new ArrayList<>();
    int baseline = 0;
    for (int i = 0; i < slices.count(); i++) {
      if (!slices.isIncident(i)) {
        Traffic all = traffic.get(baseline++);
        OperationTally tally = all.operations().getOrDefault(key, new OperationTally());
        counts.add(
            new CountTest.Slice(
                tally.fromOutside(), observed(slices.window(i).nanos(), tally, all)));
      }
    }
    return counts;
  }

  private Finding describe(Observations seen, OperationPair pair, double expected, double chance) {
    long requests = pair.incident().fromOutside();
    Slices slices = seen.traffic().slices();
    double rate = pair.incident().weightedFromOutside() / (slices.incidentNanos() / 1e9);
    double usual = pair.baseline().weightedFromOutside() / (slices.baselineNanos() / 1e9);
    boolean isLarge = requests >= LARGE_FACTOR * expected || requests * LARGE_FACTOR <= expected;
    return Draft.of(kind(), isLarge ? Severity.WARNING : Severity.INFO, seen.incident())
        .about(pair.key().service())
        .operation(pair.key().operation())
        .measure("request_rate", rate, Unit.PER_SECOND)
        .measure("baseline_request_rate", usual, Unit.PER_SECOND)
        .measure("requests", requests, Unit.COUNT)
        .sure(chance, Math.max(requests, Math.round(expected)), seen.completenessRatio())
        .recommending(
            requests > expected
                ? "Find out who sends more requests, and whether they are repeats."
                : "Find out whether the requests stay away or are refused before this service.")
        .saying(
            "%s is asked for %s {request_rate}, before {baseline_request_rate}."
                .formatted(pair.key().service(), pair.key().operation()));
  }
}
