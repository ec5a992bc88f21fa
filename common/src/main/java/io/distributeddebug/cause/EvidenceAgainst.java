package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What does not fit a suspicion, as somebody who doubts it would say. */
final class EvidenceAgainst {
  private final Comparison comparison;
  private final Degradation degradation;

  EvidenceAgainst(Comparison comparison, Degradation degradation) {
    this.comparison = comparison;
    this.degradation = degradation;
  }

  List<Evidence> of(Suspicion suspicion) {
    List<Evidence> against = new ArrayList<>();
    FlowSignal.explainedElsewhere(suspicion.subject(), comparison).ifPresent(against::add);
    requestsAsUsual(suspicion.subject()).ifPresent(against::add);
    callersAsUsual(suspicion.subject()).ifPresent(against::add);
    return against;
  }

  private Optional<Evidence> requestsAsUsual(String service) {
    if (!degradation.isSeen(service) || degradation.isWorse(service)) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence(
            "spans",
            "Requests to %s are neither slower than usual nor do they fail more often."
                .formatted(service),
            degradation.failureRatio(service),
            Unit.RATIO,
            degradation.usualFailureRatio(service),
            "",
            "SELECT start_unix_nanos >= %d AS in_incident, count(*) AS spans, avg(duration_nanos) AS mean_nanos, avg(CAST(is_error AS INT)) AS failed FROM trace_spans WHERE service = %s AND start_unix_nanos >= %d AND start_unix_nanos < %d GROUP BY 1"
                .formatted(
                    comparison.incidentWindow().fromUnixNanos(),
                    Wording.quoted(service),
                    comparison.choice().baselines().get(0).fromUnixNanos(),
                    comparison.incidentWindow().toUnixNanos())));
  }

  private Optional<Evidence> callersAsUsual(String service) {
    Set<String> callers = degradation.callersOf(service);
    if (callers.isEmpty() || !degradation.causedBy(service).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence(
            "spans",
            "%s it, directly or through others, and none is slower than usual or fails more often."
                .formatted(
                    Wording.count((double) callers.size(), "service")
                        + (callers.size() == 1 ? " calls" : " call")),
            0,
            Unit.COUNT,
            Optional.empty(),
            String.join(", ", callers),
            ""));
  }
}
