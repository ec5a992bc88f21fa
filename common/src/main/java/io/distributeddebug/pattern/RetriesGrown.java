package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.TrafficComparison.CallPair;
import java.util.function.Consumer;

/**
 * A larger share of the calls over an edge repeats failed ones; see {@link CallShareGrown} for the
 * test and the parameters.
 */
record RetriesGrown(double leastRise, double leastFactor, long leastRetries)
    implements ChangeDetector {
  @Override
  public String kind() {
    return "retries-grown";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    new CallShareGrown(leastRise, leastFactor, leastRetries)
        .find(
            seen,
            CallTally::retries,
            (pair, chance) -> findings.accept(describe(seen, pair, chance)));
  }

  private Finding describe(Observations seen, CallPair pair, double chance) {
    CallTally during = pair.incident();
    CallTally before = pair.baseline();
    return Draft.of(kind(), Severity.WARNING, seen.incident())
        .about(pair.key().caller(), pair.key().callee())
        .operation(pair.key().callerOperation())
        .measure("retries", during.retries(), Unit.COUNT)
        .measure("calls", during.calls(), Unit.COUNT)
        .measure("retry_ratio", CallShareGrown.share(during.retries(), during.calls()), Unit.RATIO)
        .measure(
            "baseline_retry_ratio",
            CallShareGrown.share(before.retries(), before.calls()),
            Unit.RATIO)
        .sure(chance, during.retries(), seen.completenessRatio())
        .trace(during.failed().traceId(), "a failed call of this edge", during.failed().value())
        .recommending(
            "Check that %s backs off and limits its retries: they add load where it hurts."
                .formatted(pair.key().caller()))
        .saying(
            "%s repeats {retries} of its {calls} calls to %s ({retry_ratio}), before"
                    .formatted(pair.key().caller(), pair.key().callee())
                + " {baseline_retry_ratio}.");
  }
}
