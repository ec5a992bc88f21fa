package io.distributeddebug.state.extract;

import io.distributeddebug.state.StateOperation;
import io.distributeddebug.telemetry.Span;
import java.util.List;
import java.util.Optional;

/**
 * Spans that are steps of a saga of the mapping file: doing a step is a write of that step, undoing
 * it a delete. What else the span shows is found by other rules.
 */
final class SagaRule {
  static final String ID = "saga";

  private final List<StateMapping.Saga> sagas;

  SagaRule(List<StateMapping.Saga> sagas) {
    this.sagas = sagas;
  }

  Optional<StateEventDraft> ask(Span span, TraceSignals trace) {
    if (sagas.isEmpty()) {
      return Optional.empty();
    }
    String name = span.resource().service() + "/" + span.name();
    for (StateMapping.Saga saga : sagas) {
      for (StateMapping.Step step : saga.steps()) {
        boolean does = step.action().equals(name);
        if (does || step.undo().equals(name)) {
          StateEventDraft draft =
              new StateEventDraft(does ? StateOperation.WRITE : StateOperation.DELETE, span);
          draft.of(
              saga.entityType(),
              trace
                  .nearest(span, List.of(saga.correlation()))
                  .map(TraceSignals.Named::value)
                  .orElse(""));
          draft.at(span.resource().service());
          draft.field = step.action();
          draft.value = Optional.of(does ? "done" : "undone");
          return Optional.of(draft);
        }
      }
    }
    return Optional.empty();
  }
}
