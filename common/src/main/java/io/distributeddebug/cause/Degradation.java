package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Services whose invocations got slower or fail more often, and who calls whom. */
final class Degradation {
  private static final double LEAST_GROWTH = 0.02;

  private final Set<String> worse;
  private final Map<String, Set<String>> callers;

  private Degradation(Set<String> worse, Map<String, Set<String>> callers) {
    this.worse = worse;
    this.callers = callers;
  }

  static Degradation of(Comparison comparison) {
    Map<String, Set<String>> callers = new HashMap<>();
    for (FactKey key : comparison.incident().of(FactKind.CALL).keySet()) {
      List<String> parts = key.parts();
      callers.computeIfAbsent(parts.get(1), callee -> new TreeSet<>()).add(parts.get(0));
    }
    return new Degradation(worse(comparison), callers);
  }

  private static Set<String> worse(Comparison comparison) {
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
    Map<String, Double> failedBefore = failureRatios(comparison.baseline());
    Set<String> worse = new TreeSet<>();
    double multiplicity = Math.log(Math.max(1, slower.size()));
    slower.forEach(
        (service, evidence) -> {
          if (evidence.nats() > multiplicity) {
            worse.add(service);
          }
        });
    failureRatios(comparison.incident())
        .forEach(
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

  /** Services that reach the cause over their calls and got worse, by name. */
  Set<String> causedBy(String cause) {
    Set<String> reached = new TreeSet<>();
    collect(cause, reached);
    reached.retainAll(worse);
    reached.remove(cause);
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
