package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.latency.Answers;
import io.distributeddebug.latency.CallSite;
import io.distributeddebug.latency.Example;
import io.distributeddebug.latency.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A service's spans are missing, though it works: calls to it succeed as before, and leave none on
 * its side. {@link CountTest} on answered calls, Bonferroni over the services, 1 in 100 for all
 * together. A call that failed may never have arrived, so it does not count.
 *
 * @param mostLeft calls with a span on the called side, as share of those expected, above which
 *     nothing is said
 * @param leastExpected expected ones below which nothing is said
 */
record LostSpans(double mostLeft, long leastExpected) implements ChangeDetector {
  /** The kind of its findings. */
  static final String KIND = "lost-spans";

  static final LostSpans STANDARD = new LostSpans(0.5, 10);

  private static final double FALSE_ALARMS = 0.01;

  /** Below this share of answered calls a site's callee is not known well enough. */
  private static final double USUALLY = 0.5;

  /**
   * What became of the calls to one service.
   *
   * @param left successful calls of the incident with a span on the called side
   * @param chance of so few, after the correction for many looks
   */
  record Loss(
      String service, long calls, long left, double expected, double chance, Example call) {}

  @Override
  public String kind() {
    return KIND;
  }

  /** Services whose spans are lost in the incident. */
  Set<String> services(Observations seen) {
    return losses(seen).stream().map(Loss::service).collect(Collectors.toSet());
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    for (Loss loss : losses(seen)) {
      findings.accept(describe(seen, loss));
    }
  }

  private List<Loss> losses(Observations seen) {
    Map<String, Set<CallSite>> sites = sites(seen.traffic().baseline());
    List<Loss> losses = new ArrayList<>();
    sites.forEach(
        (service, of) -> {
          Answers before = sum(seen.traffic().baseline(), of);
          Answers during = sum(seen.traffic().incident(), of);
          List<CountTest.Slice> slices = new ArrayList<>();
          for (Traffic slice : seen.traffic().baselineSlices()) {
            Answers ofSlice = sum(slice, of);
            slices.add(new CountTest.Slice(ofSlice.answered(), ofSlice.calls()));
          }
          CountTest test =
              new CountTest(
                  before.answered(),
                  before.calls(),
                  during.answered(),
                  during.calls(),
                  CountTest.dispersion(slices));
          if (test.expected() >= leastExpected
              && during.answered() <= mostLeft * test.expected()
              && sites.size() * test.chanceOfSoFew() <= FALSE_ALARMS) {
            losses.add(
                new Loss(
                    service,
                    during.calls(),
                    during.answered(),
                    test.expected(),
                    sites.size() * test.chanceOfSoFew(),
                    during.unanswered()));
          }
        });
    return losses;
  }

  /** For each service the sites whose calls it usually answers. */
  private static Map<String, Set<CallSite>> sites(Traffic baseline) {
    Map<String, Set<CallSite>> sites = new TreeMap<>();
    baseline
        .answers()
        .forEach(
            (site, answers) ->
                answers
                    .answeredBy()
                    .forEach(
                        (service, count) -> {
                          if (count >= USUALLY * answers.calls()) {
                            sites.computeIfAbsent(service, key -> new TreeSet<>()).add(site);
                          }
                        }));
    return sites;
  }

  private static Answers sum(Traffic traffic, Set<CallSite> sites) {
    Answers sum = new Answers();
    sites.forEach(site -> sum.merge(traffic.answers().getOrDefault(site, new Answers())));
    return sum;
  }

  private Finding describe(Observations seen, Loss loss) {
    return Draft.of(kind(), Severity.CRITICAL, seen.incident())
        .about(loss.service())
        .measure("calls", loss.calls(), Unit.COUNT)
        .measure("calls_with_span", loss.left(), Unit.COUNT)
        .measure("expected_calls_with_span", Math.rint(loss.expected()), Unit.COUNT)
        .sure(loss.chance(), Math.round(loss.expected()), 1)
        .trace(loss.call().traceId(), "a call that succeeded without a span", loss.call().value())
        .recommending(
            "Find out where the spans of %s get lost: its exporter, its agent, or the collector; until then trust nothing that is said of it."
                .formatted(loss.service()))
        .saying(
            "Spans of %s are lost: of {calls} calls to it that succeeded, {calls_with_span} left one there, where {expected_calls_with_span} are usual."
                .formatted(loss.service()));
  }
}
