package io.distributeddebug.jobs.state;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Model;
import io.distributeddebug.consistency.Question;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.CheckScope;
import io.distributeddebug.state.check.EntityHistory;
import io.distributeddebug.state.check.EventGroup;
import io.distributeddebug.state.check.Grade;
import io.distributeddebug.state.check.Grouping;
import io.distributeddebug.state.check.StateCheck;
import io.distributeddebug.state.check.StateFinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A promise that the checkers of histories know, asked of the register that an entity is at each
 * place. Any operation may be missing; what a checker cannot decide within its budget is no
 * finding.
 */
public final class EntityPromise implements StateCheck {
  private static final long MOST_STEPS = 200_000;

  private final Level level;
  private final String kind;
  private final String advice;

  private EntityPromise(Level level, String kind, String advice) {
    this.level = level;
    this.kind = kind;
    this.advice = advice;
  }

  /** Every check: those of operations, and those of histories. */
  public static List<StateCheck> all() {
    String sticky = "Keep a session at one copy, or let it carry the version that it must see.";
    return Stream.concat(
            StateCheck.standard().stream(),
            Stream.of(
                new EntityPromise(
                    Level.LINEARIZABLE,
                    "not-linearizable",
                    "Read from the leader or with a quorum where the newest value matters."),
                new EntityPromise(Level.READ_YOUR_WRITES, "read-your-writes", sticky),
                new EntityPromise(Level.MONOTONIC_READS, "monotonic-reads", sticky),
                new EntityPromise(Level.MONOTONIC_WRITES, "monotonic-writes", sticky),
                new EntityPromise(Level.WRITES_FOLLOW_READS, "writes-follow-reads", sticky)))
        .toList();
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return level == Level.LINEARIZABLE
        ? "reads and writes with values that are never written twice, and no versions"
        : "reads and writes with a version, in sessions (session.id, user.id)";
  }

  @Override
  public String advice() {
    return advice;
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.parts().stream().anyMatch(this::isCheckable);
  }

  /** With versions, linearizability is what {@code stale-read} looks for. */
  private boolean isCheckable(List<StateEvent> part) {
    boolean numbered = part.stream().anyMatch(event -> !event.content().version().isEmpty());
    boolean sessions =
        part.stream().anyMatch(event -> !event.actor().sessionSource().equals("trace"));
    boolean reads =
        part.stream()
            .anyMatch(
                event ->
                    !event.kind().isMutation()
                        && (event.content().value().isPresent()
                            || !event.content().version().isEmpty()));
    return reads
        && EntityHistory.areUnique(part)
        && (level == Level.LINEARIZABLE ? !numbered : numbered && sessions);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.parts()) {
      if (isCheckable(part) && !look(group, part, Grade.CERTAIN, findings)) {
        look(group, part, Grade.CLOCK_DEPENDENT, findings);
      }
    }
  }

  private boolean look(
      EventGroup group, List<StateEvent> part, Grade grade, Consumer<StateFinding> findings) {
    EntityHistory entity = EntityHistory.of(group, part, grade);
    Verdict verdict =
        new Question(
                Optional.of(Model.REGISTER),
                Optional.of(level),
                Completeness.SAMPLED,
                Budget.standard().withSteps(MOST_STEPS))
            .ask(entity.history());
    if (verdict.conclusion() != Conclusion.VIOLATED) {
      return false;
    }
    Anomaly worst = verdict.anomalies().get(0);
    List<StateEvent> shown =
        worst.counterexample().members().stream()
            .map(Counterexample.Member::name)
            .map(entity::operation)
            .toList();
    findings.accept(
        StateFinding.of(
            kind,
            grade,
            grade == Grade.CERTAIN ? 1 : 0.6,
            group.entity(),
            "%s of %s at %s was not kept: %s"
                .formatted(
                    level.word(),
                    group.entity(),
                    part.get(0).place(),
                    worst.counterexample().relations().stream()
                        .map(Counterexample.Relation::because)
                        .findFirst()
                        .orElse(worst.kind())),
            shown));
    return true;
  }
}
