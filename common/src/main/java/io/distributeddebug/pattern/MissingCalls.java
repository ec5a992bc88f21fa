package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.CallKey;
import io.distributeddebug.latency.OperationKey;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Calls that an operation used to make have vanished, although it is requested as before: {@link
 * CountTest} on calls per request of the calling operation, Bonferroni over the edges, 1 in 100 for
 * all together. Where spans of either end are {@linkplain LostSpans lost}, nothing is said.
 *
 * @param mostLeft calls that are left, as share of those expected, above which nothing is said
 * @param leastExpected expected calls below which nothing is said
 */
record MissingCalls(double mostLeft, long leastExpected) implements ChangeDetector {
  private static final double FALSE_ALARMS = 0.01;

  @Override
  public String kind() {
    return "missing-calls";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    Traffic before = seen.traffic().baseline();
    Traffic during = seen.traffic().incident();
    Map<CallKey, Long> usual = calls(before);
    Map<CallKey, Long> now = calls(during);
    Set<String> lost = LostSpans.STANDARD.services(seen);
    for (Map.Entry<CallKey, Long> edge : usual.entrySet()) {
      CallKey key = edge.getKey();
      if (lost.contains(key.caller()) || lost.contains(key.callee())) {
        continue;
      }
      OperationKey caller = new OperationKey(key.caller(), key.callerOperation());
      long left = now.getOrDefault(key, 0L);
      double dispersion = CountTest.dispersion(slices(seen, key, caller));
      CountTest test =
          new CountTest(
              edge.getValue(),
              requests(before, caller),
              left,
              requests(during, caller),
              dispersion);
      if (test.expected() < leastExpected || left > mostLeft * test.expected()) {
        continue;
      }
      double chance = usual.size() * test.chanceOfSoFew();
      if (chance <= FALSE_ALARMS) {
        findings.accept(describe(seen, key, left, test.expected(), chance));
      }
    }
  }

  /** Whatever the called operation: a call whose answer is lost has none. */
  private static Map<CallKey, Long> calls(Traffic traffic) {
    Map<CallKey, Long> calls = new TreeMap<>();
    traffic.calls().forEach((key, tally) -> calls.merge(wanted(key), tally.calls(), Long::sum));
    return calls;
  }

  private static CallKey wanted(CallKey key) {
    return new CallKey(key.caller(), key.callerOperation(), key.callee(), "", key.peerKind());
  }

  private static long requests(Traffic traffic, OperationKey key) {
    OperationTally tally = traffic.operations().get(key);
    return tally == null ? 0 : tally.requests();
  }

  private static List<CountTest.Slice> slices(Observations seen, CallKey key, OperationKey caller) {
    List<CountTest.Slice> slices = new ArrayList<>();
    for (Traffic slice : seen.traffic().baselineSlices()) {
      slices.add(new CountTest.Slice(calls(slice).getOrDefault(key, 0L), requests(slice, caller)));
    }
    return slices;
  }

  private Finding describe(
      Observations seen, CallKey key, long left, double expected, double chance) {
    return Draft.of(kind(), Severity.WARNING, seen.incident())
        .about(key.caller(), key.callee())
        .operation(key.callerOperation())
        .measure("calls", left, Unit.COUNT)
        .measure("expected_calls", Math.rint(expected), Unit.COUNT)
        .sure(chance, Math.round(expected), seen.completenessRatio())
        .recommending(
            "Look for an early return or a swallowed error in %s before the call of %s."
                .formatted(key.caller(), key.callee()))
        .saying(
            "%s calls %s {calls} times while serving %s, where its requests let expect"
                    .formatted(key.caller(), key.callee(), key.callerOperation())
                + " {expected_calls}.");
  }
}
