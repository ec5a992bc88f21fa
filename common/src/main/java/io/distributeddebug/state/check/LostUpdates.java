package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Two requests that read one version and then both wrote, neither looking whether it still was that
 * one: what the first wrote is lost. Exact, and no clock is asked. A request is a trace.
 */
final class LostUpdates implements StateCheck {
  @Override
  public String kind() {
    return "lost-update";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "reads with a version, and writes in the same trace";
  }

  @Override
  public String advice() {
    return "Write under the condition that the version is still the one that was read, or lock the row while reading (FOR UPDATE).";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream()
            .anyMatch(
                event -> event.kind() == StateOperation.READ && EventGroup.version(event) >= 0)
        && group.events().stream().anyMatch(event -> event.kind().isMutation());
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      Map<String, StateEvent> lastRead = new HashMap<>();
      Map<Long, StateEvent[]> updates = new HashMap<>();
      for (StateEvent event : part) {
        if (!EventGroup.isOk(event) || event.origin().traceId().isEmpty()) {
          continue;
        }
        String trace = event.origin().traceId();
        if (event.kind() == StateOperation.READ && EventGroup.version(event) >= 0) {
          lastRead.put(trace, event);
        } else if (event.kind() == StateOperation.WRITE
            && event.content().expectedVersion().isEmpty()
            && lastRead.containsKey(trace)) {
          StateEvent read = lastRead.remove(trace);
          StateEvent[] first =
              updates.putIfAbsent(EventGroup.version(read), new StateEvent[] {read, event});
          if (first != null) {
            findings.accept(finding(first, read, event));
          }
        } else if (event.kind().isMutation()) {
          lastRead.remove(trace);
        }
      }
    }
  }

  private StateFinding finding(StateEvent[] first, StateEvent read, StateEvent write) {
    return StateFinding.of(
        kind(),
        Grade.CERTAIN,
        1,
        write.entity(),
        "Two requests read version %d of %s at %s and both wrote: the first one's update is lost"
            .formatted(EventGroup.version(read), write.entity(), write.place()),
        List.of(first[0], read, first[1], write));
  }
}
