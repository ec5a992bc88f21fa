package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Tally;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A service itself works longer than usual, per operation, without falling back to others. */
final class SelfSignal implements Signal {
  static final String NAME = "self";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void judge(Comparison comparison, Consumer<Clue> clues) {
    Map<FactKey, Tally> before = comparison.baseline().of(FactKind.SELF);
    Map<String, PooledEvidence> services = new TreeMap<>();
    Map<String, FactKey> worst = new TreeMap<>();
    Map<String, Double> worstNats = new TreeMap<>();
    comparison
        .incident()
        .of(FactKind.SELF)
        .forEach(
            (key, tally) -> {
              String service = key.parts().get(0);
              PooledEvidence evidence = judge(tally, before.get(key), comparison.settings());
              services.merge(service, evidence, PooledEvidence::plus);
              double nats = evidence.nats();
              if (nats > worstNats.getOrDefault(service, -1.0)) {
                worstNats.put(service, nats);
                worst.put(service, key);
              }
            });
    double multiplicity = Math.log(Math.max(1, services.size()));
    services.forEach(
        (service, evidence) -> {
          double nats = evidence.nats() - multiplicity;
          if (nats > 0) {
            clues.accept(clue(worst.get(service), nats, evidence, comparison));
          }
        });
  }

  @Override
  public String absence(Comparison comparison) {
    return comparison.incident().of(FactKind.SELF).isEmpty()
        ? "No traces fall into the incident window: slow code cannot be told."
        : "";
  }

  private static PooledEvidence judge(Tally tally, Tally baseline, Settings settings) {
    LogLinearHistogram durations = tally.durations();
    return baseline == null || baseline.count() < settings.smallestPool()
        ? PooledEvidence.neutral(durations.count())
        : PooledEvidence.of(durations, new Surprise(baseline.durations(), settings));
  }

  private static Clue clue(
      FactKey worst, double nats, PooledEvidence evidence, Comparison comparison) {
    String service = worst.parts().get(0);
    String operation = worst.parts().get(1);
    Tally tally = comparison.incident().of(FactKind.SELF).get(worst);
    Tally baseline = comparison.baseline().of(FactKind.SELF).get(worst);
    double median = (double) tally.durations().quantile(0.5);
    Optional<Double> usual =
        baseline == null
            ? Optional.empty()
            : Optional.of((double) baseline.durations().quantile(0.5));
    String statement =
        "%s itself takes %s in %s (median of %s; usually %s)"
            .formatted(
                service,
                Wording.duration(median),
                operation,
                Wording.count((double) tally.count(), "span"),
                usual.map(Wording::duration).orElse("not seen"));
    return new Clue(
        service,
        NAME,
        nats,
        CauseKind.SLOW_CODE,
        Clue.AFTER_RESOURCES,
        operation,
        operation,
        "",
        Optional.empty(),
        evidence.excessNanos(),
        statement,
        List.of(
            new Evidence(
                "spans",
                statement + ".",
                median,
                Unit.NANOS,
                usual,
                tally.exampleTraceId(),
                "SELECT trace_id, duration_nanos, self_nanos FROM trace_spans WHERE service = %s AND operation = %s AND start_unix_nanos >= %d AND start_unix_nanos < %d ORDER BY self_nanos DESC"
                    .formatted(
                        Wording.quoted(service),
                        Wording.quoted(operation),
                        comparison.incidentWindow().fromUnixNanos(),
                        comparison.incidentWindow().toUnixNanos()))));
  }
}
