package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.extract.StateMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sagas in which a step failed for good and an earlier one, which was done, is not undone by the
 * deadline. It claims that something did not happen, so it is true as recorded; one whose deadline
 * lies behind the end of the record is not judged.
 */
final class UncompensatedSagas implements StateCheck {
  private static final double CONFIDENCE = 0.8;

  @Override
  public String kind() {
    return "saga-uncompensated";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "sagas with their steps in the mapping file, all steps recorded";
  }

  @Override
  public String advice() {
    return "Undo the step by hand now; let the undoing be retried until it succeeds, from a record of what was done.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return saga(group, scope).isPresent();
  }

  private static Optional<StateMapping.Saga> saga(EventGroup group, CheckScope scope) {
    return scope.mapping().sagas().stream()
        .filter(saga -> saga.entityType().equals(group.entity().type()))
        .findFirst();
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    Optional<StateMapping.Saga> saga = saga(group, scope);
    StateEvent last = group.events().get(group.events().size() - 1);
    if (saga.isEmpty()
        || last.interval().completed() + saga.get().deadlineNanos() > scope.endUnixNanos()) {
      return;
    }
    StateEvent failed = null;
    for (StateMapping.Step step : saga.get().steps()) {
      Optional<StateEvent> attempt = lastOf(group, step, StateOperation.WRITE);
      if (attempt.isPresent() && !EventGroup.isOk(attempt.get())) {
        failed = attempt.get();
      }
    }
    if (failed == null) {
      return;
    }
    for (StateMapping.Step step : saga.get().steps()) {
      Optional<StateEvent> done = lastOf(group, step, StateOperation.WRITE);
      boolean isUndone =
          lastOf(group, step, StateOperation.DELETE).filter(EventGroup::isOk).isPresent();
      if (done.isPresent() && EventGroup.isOk(done.get()) && !step.undo().isEmpty() && !isUndone) {
        findings.accept(
            StateFinding.of(
                kind(),
                Grade.AS_RECORDED,
                CONFIDENCE,
                failed.entity(),
                "%s failed for %s of saga %s, and %s was never undone by %s"
                    .formatted(
                        failed.field(),
                        failed.entity().key(),
                        saga.get().name(),
                        step.action(),
                        step.undo()),
                List.of(done.get(), failed)));
      }
    }
  }

  private static Optional<StateEvent> lastOf(
      EventGroup group, StateMapping.Step step, StateOperation kind) {
    List<StateEvent> attempts =
        group.events().stream()
            .filter(event -> event.kind() == kind && event.field().equals(step.action()))
            .toList();
    return attempts.stream()
        .filter(EventGroup::isOk)
        .findFirst()
        .or(
            () ->
                attempts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(attempts.get(attempts.size() - 1)));
  }
}
