package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.extract.StateMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Steps of a state machine that the mapping does not allow. Exact: a step is known where the write
 * says what it replaced, or where versions follow one another without a gap.
 */
final class IllegalTransitions implements StateCheck {
  @Override
  public String kind() {
    return "illegal-transition";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "states of the entity in the mapping file, and writes with value";
  }

  @Override
  public String advice() {
    return "Let the update name the state it starts from, and refuse it when no row is changed.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return states(group, scope).isPresent()
        && group.events().stream()
            .anyMatch(event -> event.kind().isMutation() && event.content().value().isPresent());
  }

  private static Optional<StateMapping.States> states(EventGroup group, CheckScope scope) {
    return scope.mapping().entities().stream()
        .filter(entity -> entity.type().equals(group.entity().type()))
        .findFirst()
        .flatMap(StateMapping.Entity::states);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    Optional<StateMapping.States> states = states(group, scope);
    if (states.isEmpty()) {
      return;
    }
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      List<StateEvent> writes =
          part.stream()
              .filter(
                  event ->
                      EventGroup.isOk(event)
                          && event.kind().isMutation()
                          && event.content().value().isPresent())
              .sorted(Comparator.comparingLong(EventGroup::version))
              .toList();
      for (int i = 0; i < writes.size(); i++) {
        look(states.get(), writes, i, findings);
      }
    }
  }

  private void look(
      StateMapping.States states,
      List<StateEvent> writes,
      int at,
      Consumer<StateFinding> findings) {
    StateEvent write = writes.get(at);
    StateEvent previous = at == 0 ? null : writes.get(at - 1);
    boolean follows =
        previous != null
            && EventGroup.version(previous) >= 0
            && EventGroup.version(write) == EventGroup.version(previous) + 1;
    Optional<String> from =
        write
            .content()
            .expected()
            .or(() -> write.content().before())
            .or(() -> follows ? previous.content().value() : Optional.empty());
    String to = write.content().value().orElseThrow();
    if (from.isEmpty() || from.get().equals(to) || states.allows(from.get(), to)) {
      return;
    }
    findings.accept(
        StateFinding.of(
            kind(),
            Grade.CERTAIN,
            1,
            write.entity(),
            "%s went from %s to %s at %s, which is not allowed%s"
                .formatted(
                    write.entity(),
                    EventText.shown(from.get()),
                    EventText.shown(to),
                    write.place(),
                    states.terminal().contains(from.get()) ? ": the first is a final state" : ""),
            follows ? List.of(previous, write) : List.of(write)));
  }
}
