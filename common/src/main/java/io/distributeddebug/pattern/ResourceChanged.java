package io.distributeddebug.pattern;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.statistics.MetricChange;
import java.util.List;
import java.util.function.Consumer;

/**
 * A metric of an instance stands far from its own history: robust z of medians ({@link
 * MetricChange}), which most other instances must not share and no value of the history reaches.
 *
 * @param leastDeviations robust deviations below which nothing is said
 * @param mostFindings the most changed series that are told; the rest is in the table
 */
record ResourceChanged(double leastDeviations, int mostFindings) implements ChangeDetector {
  private static final int LEAST_HISTORY = 5;

  @Override
  public String kind() {
    return "resource-changed";
  }

  @Override
  public void detect(Observations seen, Consumer<Finding> findings) {
    List<MetricChange> changes =
        MetricChange.of(seen.metrics(), seen.metricHistory(), seen.incident());
    changes.stream()
        .filter(change -> Math.abs(change.robustZ()) >= leastDeviations)
        .filter(MetricChange::isBeyondHistory)
        .filter(change -> change.historyPoints() >= LEAST_HISTORY && change.incidentPoints() >= 1)
        .limit(mostFindings)
        .forEach(change -> findings.accept(describe(seen, change)));
  }

  private Finding describe(Observations seen, MetricChange change) {
    String metric = change.series().metric();
    String which = change.attributeSet().isEmpty() ? "" : " {" + change.attributeSet() + "}";
    String where =
        change.series().service().isEmpty()
            ? "node " + change.series().node()
            : change.series().instance().isEmpty()
                ? change.series().service()
                : change.series().instance();
    return Draft.of(kind(), Severity.WARNING, seen.incident())
        .about(change.series().service().isEmpty() ? where : change.series().service())
        .measure("median", change.incidentMedian(), Unit.COUNT)
        .measure("baseline_median", change.historyMedian(), Unit.COUNT)
        .measure("deviations", Math.rint(change.robustZ()), Unit.COUNT)
        .sure(2 / (1 + change.robustZ() * change.robustZ()), change.historyPoints(), 1)
        .evidence(
            "metrics",
            "median of " + metric + which + " on " + where + " in the incident window",
            change.incidentMedian(),
            Unit.COUNT,
            change.historyMedian(),
            metric,
            "SELECT unix_nanos, value FROM metrics WHERE metric = %s AND instance = %s ORDER BY 1"
                .formatted(Draft.quoted(metric), Draft.quoted(change.series().instance())))
        .recommending("Look at what else changed on %s at that time.".formatted(where))
        .saying(
            "%s%s of %s is {median}%s, before {baseline_median}: {deviations} usual deviations."
                .formatted(metric, which, where, unit(change.series().unit())));
  }

  private static String unit(String recorded) {
    return recorded.isEmpty() || recorded.equals("1") ? "" : " " + recorded;
  }
}
