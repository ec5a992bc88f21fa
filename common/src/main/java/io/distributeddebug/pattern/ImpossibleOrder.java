package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import java.util.function.Consumer;

/**
 * A called side that began before it was called, or ended after its answer had come, by every
 * offset of the two hosts' clocks that the other calls of the time allow: a clock that jumped, a
 * wrong parent, or work that went on after the answer.
 *
 * @param leastCalls below which nothing is said
 */
record ImpossibleOrder(long leastCalls) implements ChangeDetector {
  @Override
  public String kind() {
    return "impossible-order";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    for (ImpossibleCalls calls : seen.impossibleCalls()) {
      if (calls.calls() >= leastCalls) {
        findings.accept(
            Draft.of(kind(), Severity.INFO, seen.incident())
                .about(calls.callee(), calls.caller())
                .measure("calls", calls.calls(), Unit.COUNT)
                .sure(0, calls.calls(), seen.completenessRatio())
                .trace(calls.traceId(), "a call whose recorded order is impossible", 0)
                .recommending(
                    "Do not trust the order of events of %s and %s to the millisecond; see the clocks of their hosts with distributed-debug clocks."
                        .formatted(calls.caller(), calls.callee()))
                .saying(
                    "{calls} calls from %s to %s are recorded in an order that no offset of their hosts' clocks explains."
                        .formatted(calls.caller(), calls.callee())));
      }
    }
  }
}
