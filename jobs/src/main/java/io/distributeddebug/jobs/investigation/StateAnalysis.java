package io.distributeddebug.jobs.investigation;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.state.EntityPromise;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.state.StateExtraction;
import io.distributeddebug.jobs.state.StateReviewQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.State;
import io.distributeddebug.state.check.Grade;
import io.distributeddebug.state.check.StateCheck;
import io.distributeddebug.state.check.StateFinding;
import io.distributeddebug.state.check.StateReview;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * What an investigation finds out about state.
 *
 * @param findings promises that were broken in the time that was searched, the gravest first
 */
record StateAnalysis(List<Finding> findings, State shown) {
  private static final Set<String> ONLY_WARNINGS =
      Set.of(
          "stale-read",
          "not-linearizable",
          "read-your-writes",
          "monotonic-reads",
          "monotonic-writes",
          "writes-follow-reads",
          "duplicate-delivery",
          "out-of-order");

  /** Without one of these in the telemetry no check has what it needs. */
  private static final List<String> TELLING =
      List.of("state.entity.type", "db.response.affected_rows", "messaging.kafka.offset");

  StateAnalysis {
    findings = List.copyOf(findings);
  }

  /**
   * Reads state where it is asked for and telemetry tells of it.
   *
   * @param views what is asked for; {@code flow} has state in it
   * @param asOf an older state of the lake is asked, of which there are no operations
   */
  static StateAnalysis of(
      PinnedContext context, HouseMapping mapping, List<Correlation> views, boolean asOf) {
    if (!views.contains(Correlation.FLOW)) {
      return none("State is looked at with --correlation=flow.");
    }
    if (asOf) {
      return none("State is not looked at with --as-of.");
    }
    if (!mapping.saysAnything() && !isTelling(context)) {
      return none(
          "No span tells of state that could be checked; state --explain says what to record.");
    }
    StateExtraction.bringUpToDate(
        context.lake(), mapping.mapping(), mapping.text(), context.progress());
    StateReview review = StateReviewQuery.of(context.lake().pin(), mapping.mapping());
    List<Finding> findings = new ArrayList<>();
    for (StateFinding found : review.findings()) {
      if (context.question().search().overlaps(window(found))) {
        findings.add(finding(found));
      }
    }
    return new StateAnalysis(findings, shown(review, findings));
  }

  private static StateAnalysis none(String why) {
    return new StateAnalysis(List.of(), new State(why));
  }

  private static boolean isTelling(PinnedContext context) {
    Column any = null;
    for (String name : TELLING) {
      Column has = Spans.ATTRIBUTES.column().getItem(name).isNotNull();
      Column hasNumber = Spans.ATTRIBUTES_NUMBER.column().getItem(name).isNotNull();
      any = any == null ? has.or(hasNumber) : any.or(has).or(hasNumber);
    }
    return !context.snapshot().read(Spans.TABLE).where(any).limit(1).isEmpty();
  }

  private static State shown(StateReview review, List<Finding> findings) {
    List<State.Check> checks = new ArrayList<>();
    for (StateReview.Summary check : review.summaries(EntityPromise.all())) {
      checks.add(new State.Check(check.kind(), check.verdict(), check.groups(), check.findings()));
    }
    long checkable = checks.stream().filter(check -> check.lookedAt() > 0).count();
    String kinds =
        findings.stream().map(Finding::kind).distinct().collect(Collectors.joining(", "));
    String note =
        checkable == 0
            ? "No promise of state could be checked; state --explain says what to record."
            : "%d of %d promises of state could be checked; %s"
                .formatted(
                    checkable,
                    checks.size(),
                    kinds.isEmpty() ? "none was broken in this time." : "broken: " + kinds + ".");
    return new State(note, checks);
  }

  private static Window window(StateFinding found) {
    return new Window(
        found.fromUnixNanos(), Math.max(found.fromUnixNanos() + 1, found.toUnixNanos()));
  }

  private static Finding finding(StateFinding found) {
    Severity severity =
        ONLY_WARNINGS.contains(found.kind()) || found.grade() == Grade.CLOCK_DEPENDENT
            ? Severity.WARNING
            : Severity.CRITICAL;
    List<Evidence> evidence = new ArrayList<>();
    for (StateFinding.Seen seen : found.seen()) {
      evidence.add(
          new Evidence(
              seen.spanId().isEmpty() ? "logs" : "spans",
              Display.timeOfDay(seen.unixNanos()) + " " + seen.text(),
              1,
              Unit.COUNT,
              Optional.empty(),
              seen.traceId().isEmpty() ? seen.service() : seen.traceId(),
              query(found)));
    }
    return new Finding(
        found.kind(),
        severity,
        found.confidence(),
        window(found),
        found.services(),
        "",
        found.summary() + " (" + found.grade().word() + ")",
        List.of(new Measure("operations", found.seen().size(), Unit.COUNT)),
        evidence,
        EntityPromise.all().stream()
            .filter(check -> check.kind().equals(found.kind()))
            .map(StateCheck::advice)
            .findFirst()
            .orElse(""));
  }

  private static String query(StateFinding found) {
    return "SELECT * FROM state_events WHERE entity_type = "
        + quoted(found.entityType())
        + " AND place = "
        + quoted(found.place())
        + " AND invoke_unix_nanos BETWEEN "
        + (found.fromUnixNanos() - 1_000_000_000L)
        + " AND "
        + (found.toUnixNanos() + 1_000_000_000L)
        + " ORDER BY invoke_unix_nanos";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
