package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Copies that show different values for one version. Exact, and no clock is asked: two reads that
 * differ, or a read that differs from the only value that was written under that version.
 */
final class Divergence implements StateCheck {
  @Override
  public String kind() {
    return "diverged";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "reads with value and version";
  }

  @Override
  public String advice() {
    return "Compare the copies and repair the one that differs; look for a write that reached only some of them.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream()
        .anyMatch(event -> event.kind() == StateOperation.READ && hasBoth(event));
  }

  private static boolean hasBoth(StateEvent event) {
    return EventGroup.isOk(event)
        && EventGroup.version(event) >= 0
        && event.content().value().isPresent();
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      Map<Long, List<StateEvent>> byVersion = new HashMap<>();
      part.stream()
          .filter(Divergence::hasBoth)
          .forEach(
              event ->
                  byVersion
                      .computeIfAbsent(EventGroup.version(event), key -> new ArrayList<>())
                      .add(event));
      byVersion.values().forEach(same -> compare(same, findings));
    }
  }

  private void compare(List<StateEvent> same, Consumer<StateFinding> findings) {
    Set<String> written = new HashSet<>();
    same.stream()
        .filter(event -> event.kind().isMutation())
        .forEach(event -> written.add(event.content().value().orElseThrow()));
    StateEvent first = null;
    for (StateEvent event : same) {
      boolean counts = event.kind() == StateOperation.READ || written.size() == 1;
      if (!counts) {
        continue;
      }
      if (first == null) {
        first = event;
      } else if (!first.content().value().equals(event.content().value())) {
        findings.accept(
            StateFinding.of(
                kind(),
                Grade.CERTAIN,
                1,
                event.entity(),
                "Version %d of %s at %s is '%s' for one and '%s' for another"
                    .formatted(
                        EventGroup.version(event),
                        event.entity(),
                        event.place(),
                        EventText.shown(first.content().value().orElseThrow()),
                        EventText.shown(event.content().value().orElseThrow())),
                List.of(first, event)));
        return;
      }
    }
  }
}
