package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.TrafficComparison.CallPair;
import java.util.function.Consumer;

/**
 * A larger share of the calls over an edge times out; see {@link CallShareGrown} for the test and
 * the parameters.
 */
record Timeouts(double leastRise, double leastFactor, long leastTimeouts)
    implements ChangeDetector {
  @Override
  public String kind() {
    return "timeouts";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    new CallShareGrown(leastRise, leastFactor, leastTimeouts)
        .find(
            seen,
            CallTally::timeouts,
            (pair, chance) -> findings.accept(describe(seen, pair, chance)));
  }

  private Finding describe(Observations seen, CallPair pair, double chance) {
    CallTally during = pair.incident();
    CallTally before = pair.baseline();
    return Draft.of(kind(), Severity.WARNING, seen.incident())
        .about(pair.key().callee(), pair.key().caller())
        .operation(pair.key().callerOperation())
        .measure("timeouts", during.timeouts(), Unit.COUNT)
        .measure("calls", during.calls(), Unit.COUNT)
        .measure(
            "timeout_ratio", CallShareGrown.share(during.timeouts(), during.calls()), Unit.RATIO)
        .measure(
            "baseline_timeout_ratio",
            CallShareGrown.share(before.timeouts(), before.calls()),
            Unit.RATIO)
        .measure("p50", during.durations().quantile(0.5), Unit.NANOS)
        .sure(chance, during.timeouts(), seen.completenessRatio())
        .trace(during.failed().traceId(), "a failed call of this edge", during.failed().value())
        .recommending(
            "Find out what %s was waiting for; a longer timeout only moves the queue."
                .formatted(pair.key().callee()))
        .saying(
            "{timeouts} of {calls} calls from %s to %s time out ({timeout_ratio}), before"
                    .formatted(pair.key().caller(), pair.key().callee())
                + " {baseline_timeout_ratio}.");
  }
}
