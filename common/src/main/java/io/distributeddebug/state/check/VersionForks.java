package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Two acknowledged writes that made one version, with different values: two children of one parent.
 * Exact, and no clock is asked. A write that is sent again with the same value is none.
 */
final class VersionForks implements StateCheck {
  @Override
  public String kind() {
    return "version-fork";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "writes with value and version";
  }

  @Override
  public String advice() {
    return "Write under a condition (expected version, fencing token); look for two writers that each took themselves for the leader.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(VersionForks::isVersionedWrite);
  }

  private static boolean isVersionedWrite(StateEvent event) {
    return EventGroup.isOk(event)
        && event.kind().isMutation()
        && EventGroup.version(event) >= 0
        && event.content().value().isPresent();
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      Map<Long, StateEvent> writers = new HashMap<>();
      for (StateEvent write : part) {
        if (!isVersionedWrite(write)) {
          continue;
        }
        StateEvent other = writers.putIfAbsent(EventGroup.version(write), write);
        if (other != null && !other.content().value().equals(write.content().value())) {
          findings.accept(
              StateFinding.of(
                  kind(),
                  Grade.CERTAIN,
                  1,
                  write.entity(),
                  "Two writers were told that they had made version %d of %s at %s: '%s' and '%s'"
                      .formatted(
                          EventGroup.version(write),
                          write.entity(),
                          write.place(),
                          EventText.shown(other.content().value().orElseThrow()),
                          EventText.shown(write.content().value().orElseThrow())),
                  List.of(other, write)));
        }
      }
    }
  }
}
