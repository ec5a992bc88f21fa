package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.MeanRequest;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Part;
import io.distributeddebug.latency.TrafficComparison.OperationPair;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An operation takes longer than before. Requests beyond the baseline's median, and beyond its 95th
 * percentile, each raised by the share that does not matter, are counted in both windows and judged
 * by {@link CountTest}; two looks an operation, Bonferroni, 1 in 100 for all together.
 *
 * @param indifference growth of a quantile that does not matter, as share
 * @param indifferenceNanos growth of a quantile that does not matter
 * @param leastRequests requests in each window below which nothing is said
 */
record LatencyChanged(double indifference, long indifferenceNanos, long leastRequests)
    implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;
  private static final double CRITICAL_FACTOR = 3;

  @Override
  public String kind() {
    return "latency-changed";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    List<OperationPair> both =
        seen.traffic().operations().stream()
            .filter(pair -> pair.baseline().requests() >= leastRequests)
            .filter(pair -> pair.incident().requests() >= leastRequests)
            .toList();
    for (OperationPair pair : both) {
      double chance =
          2.0 * both.size() * Math.min(chance(seen, pair, 0.5), chance(seen, pair, 0.95));
      if (chance <= FALSE_ALARMS) {
        findings.accept(describe(seen, pair, chance));
      }
    }
  }

  /** Probability of a false alarm at one quantile; 1 where it grew by less than matters. */
  private double chance(Observations seen, OperationPair pair, double quantile) {
    LogLinearHistogram before = pair.baseline().durations();
    LogLinearHistogram during = pair.incident().durations();
    long usual = before.quantile(quantile);
    long threshold = (long) (usual * (1 + indifference)) + indifferenceNanos;
    if (during.quantile(quantile) < threshold) {
      return 1;
    }
    double dispersion =
        Dispersion.ofRequests(
            seen.traffic().baselineSlices(),
            pair.key(),
            tally -> tally.durations().countAtLeast(threshold));
    return new CountTest(
            before.countAtLeast(threshold),
            before.count(),
            during.countAtLeast(threshold),
            during.count(),
            dispersion)
        .chanceOfSoMany();
  }

  private Finding describe(Observations seen, OperationPair pair, double chance) {
    OperationTally before = pair.baseline();
    OperationTally during = pair.incident();
    long p50 = during.durations().quantile(0.5);
    long usual = before.durations().quantile(0.5);
    boolean isCritical = during.fromOutside() > 0 && p50 >= CRITICAL_FACTOR * usual;
    MeanRequest meanBefore = MeanRequest.of(before);
    MeanRequest meanDuring = MeanRequest.of(during);
    Part most = mostGrown(meanBefore, meanDuring);
    return Draft.of(kind(), isCritical ? Severity.CRITICAL : Severity.WARNING, seen.incident())
        .about(pair.key().service())
        .operation(pair.key().operation())
        .measure("p50", p50, Unit.NANOS)
        .measure("baseline_p50", usual, Unit.NANOS)
        .measure("p95", during.durations().quantile(0.95), Unit.NANOS)
        .measure("baseline_p95", before.durations().quantile(0.95), Unit.NANOS)
        .measure("requests", during.requests(), Unit.COUNT)
        .measure("mean_growth", meanDuring.meanNanos() - meanBefore.meanNanos(), Unit.NANOS)
        .measure("part_growth", meanDuring.nanos(most) - meanBefore.nanos(most), Unit.NANOS)
        .sure(chance, during.requests(), seen.completenessRatio())
        .trace(
            during.slowest().traceId(),
            "the slowest request in the incident window",
            during.slowest().value())
        .recommending(advice(most, pair.key().service()))
        .saying(
            "%s takes {p50} for %s at the median, before {baseline_p50} (p95 {p95}, before"
                    .formatted(pair.key().service(), pair.key().operation())
                + " {baseline_p95}); of the mean's growth of {mean_growth} the part '"
                + most.label()
                + "' makes {part_growth}.");
  }

  private static Part mostGrown(MeanRequest before, MeanRequest during) {
    return Stream.of(Part.values())
        .max(Comparator.comparingLong(part -> during.nanos(part) - before.nanos(part)))
        .orElse(Part.SELF);
  }

  private static String advice(Part part, String service) {
    return switch (part) {
      case SELF -> "Look at cpu, locks and garbage collection of %s.".formatted(service);
      case NETWORK ->
          "Compare both ends of the calls of %s: packet loss, retransmits, queues."
              .formatted(service);
      case DATABASE, CACHE -> "Look at the slow statements that %s sends.".formatted(service);
      case POOL ->
          "Look at how long %s holds its connections, and at the pool's size.".formatted(service);
      case QUEUE -> "Look at the broker that %s hands its messages to.".formatted(service);
      case EXTERNAL -> "Ask the other side about the calls of %s.".formatted(service);
      case DOWNSTREAM ->
          "Follow the calls of %s to the called service that became slower.".formatted(service);
    };
  }
}
