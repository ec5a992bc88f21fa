package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Services whose invocations got slower or fail more often, and who calls whom. */
final class Degradation {
  private static final double LEAST_GROWTH = 0.02;

  private final Set<String> worse;
  private final Map<String, Double> failed;
  private final Map<String, Double> failedBefore;
  private final Map<String, Set<String>> callers;

  private Degradation(
      Set<String> worse,
      Map<String, Double> failed,
      Map<String, Double> failedBefore,
      Map<String, Set<String>> callers) {
    this.worse = worse;
    this.failed = failed;
    this.failedBefore = failedBefore;
    this.callers = callers;
  }

  static Degradation of(Comparison comparison) {
    Map<String, Set<String>> callers = new HashMap<>();
    for (FactKey key : comparison.incident().of(FactKind.CALL).keySet()) {
      List<String> parts = key.parts();
      callers.computeIfAbsent(parts.get(1), callee -> new TreeSet<>()).add(parts.get(0));
    }
    Map<String, Double> failed = failureRatios(comparison.incident());
    Map<String, Double> failedBefore = failureRatios(comparison.baseline());
    return new Degradation(worse(comparison, failed, failedBefore), failed, failedBefore, callers);
  }

  private static Set<String> worse(
      Comparison comparison, Map<String, Double> failed, Map<String, Double> failedBefore) {
    Map<FactKey, Tally> before = comparison.baseline().of(FactKind.INVOCATION);
    Map<String, PooledEvidence> slower = new TreeMap<>();
    comparison
        .incident()
        .of(FactKind.INVOCATION)
        .forEach(
            (key, tally) -> {
              Tally baseline = before.get(key);
              if (baseline != null && baseline.count() >= comparison.settings().smallestPool()) {
                slower.merge(
                    key.parts().get(0),
                    PooledEvidence.of(
                        tally.durations(),
                        new Surprise(baseline.durations(), comparison.settings())),
                    PooledEvidence::plus);
              }
            });
    Set<String> worse = new TreeSet<>();
    double multiplicity = Math.log(Math.max(1, slower.size()));
    slower.forEach(
        (service, evidence) -> {
          if (evidence.nats() > multiplicity) {
            worse.add(service);
          }
        });
    failed.forEach(
        (service, ratio) -> {
          if (ratio > failedBefore.getOrDefault(service, 0.0) + LEAST_GROWTH) {
            worse.add(service);
          }
        });
    return worse;
  }

  private static Map<String, Double> failureRatios(Facts facts) {
    Map<String, double[]> counts = new TreeMap<>();
    facts
        .of(FactKind.INVOCATION)
        .forEach(
            (key, tally) -> {
              double[] count = counts.computeIfAbsent(key.parts().get(0), service -> new double[2]);
              count[0] += tally.weight();
              count[1] += (double) tally.count();
            });
    Map<String, Double> ratios = new TreeMap<>();
    counts.forEach((service, count) -> ratios.put(service, count[0] / count[1]));
    return ratios;
  }

  /** It served requests in both windows. */
  boolean isSeen(String service) {
    return failed.containsKey(service) && failedBefore.containsKey(service);
  }

  /** Its requests got slower or fail more often. */
  boolean isWorse(String service) {
    return worse.contains(service);
  }

  /** Share 0..1 of its requests that fail. */
  double failureRatio(String service) {
    return failed.getOrDefault(service, 0.0);
  }

  Optional<Double> usualFailureRatio(String service) {
    return Optional.ofNullable(failedBefore.get(service));
  }

  /** Services that reach it over their calls, by name. */
  Set<String> callersOf(String callee) {
    Set<String> reached = new TreeSet<>();
    collect(callee, reached);
    reached.remove(callee);
    return reached;
  }

  /** Services that reach the cause over their calls and got worse, by name. */
  Set<String> causedBy(String cause) {
    Set<String> reached = callersOf(cause);
    reached.retainAll(worse);
    return reached;
  }

  private void collect(String callee, Set<String> reached) {
    for (String caller : callers.getOrDefault(callee, Set.of())) {
      if (reached.add(caller)) {
        collect(caller, reached);
      }
    }
  }
}
