package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.TrafficComparison.OperationPair;
import java.util.List;
import java.util.function.Consumer;

/**
 * An operation fails more often than before: {@link CountTest} on failed requests, corrected for
 * the number of operations looked at (Bonferroni, 1 in 100 for all together).
 *
 * @param leastRise rise of the failed share, in points of 0..1, below which it does not matter
 * @param leastFactor growth of the failed share below which it does not matter
 * @param leastErrors failed requests below which nothing is said
 */
record ErrorRateChanged(double leastRise, double leastFactor, long leastErrors)
    implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;
  private static final double CRITICAL_SHARE = 0.2;

  @Override
  public String kind() {
    return "error-rate-changed";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    List<OperationPair> both =
        seen.traffic().operations().stream()
            .filter(pair -> pair.baseline().requests() > 0 && pair.incident().requests() > 0)
            .toList();
    for (OperationPair pair : both) {
      OperationTally before = pair.baseline();
      OperationTally during = pair.incident();
      double rise = during.errorRatio() - before.errorRatio();
      if (during.errors() < leastErrors
          || rise < leastRise
          || during.errorRatio() < leastFactor * before.errorRatio()) {
        continue;
      }
      double dispersion =
          Dispersion.ofRequests(
              seen.traffic().baselineSlices(), pair.key(), OperationTally::errors);
      double chance =
          both.size()
              * new CountTest(
                      before.errors(),
                      before.requests(),
                      during.errors(),
                      during.requests(),
                      dispersion)
                  .chanceOfSoMany();
      if (chance <= FALSE_ALARMS) {
        findings.accept(describe(seen, pair, chance));
      }
    }
  }

  private Finding describe(Observations seen, OperationPair pair, double chance) {
    OperationTally during = pair.incident();
    boolean isCritical = during.fromOutside() > 0 && during.errorRatio() >= CRITICAL_SHARE;
    return Draft.of(kind(), isCritical ? Severity.CRITICAL : Severity.WARNING, seen.incident())
        .about(pair.key().service())
        .operation(pair.key().operation())
        .measure("error_ratio", during.errorRatio(), Unit.RATIO)
        .measure("baseline_error_ratio", pair.baseline().errorRatio(), Unit.RATIO)
        .measure("errors", during.errors(), Unit.COUNT)
        .measure("requests", during.requests(), Unit.COUNT)
        .sure(chance, during.errors(), seen.completenessRatio())
        .trace(
            during.failed().traceId(),
            "the slowest failed request in the incident window",
            during.failed().value())
        .recommending(
            "Read the failed traces and the error log lines of %s first."
                .formatted(pair.key().service()))
        .saying(
            pair.key().service()
                + " fails "
                + pair.key().operation()
                + " in {error_ratio} of {requests} requests ({errors}), before in"
                + " {baseline_error_ratio}.");
  }
}
