package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Requests that wait for one another's locks in a circle, for at least a second, until one gives
 * up. A wait has its one target, the lock's holder, so that a circle of waits cannot end by itself.
 */
final class Deadlocks implements StateCheck {
  private static final long SHORTEST_NANOS = 1_000_000_000L;
  private static final int LONGEST_CIRCLE = 16;

  @Override
  public String kind() {
    return "deadlock";
  }

  @Override
  public Grouping grouping() {
    return Grouping.LOCK_PLACE;
  }

  @Override
  public String needs() {
    return "spans that take locks, those that failed too, and give them back";
  }

  @Override
  public String advice() {
    return "Take the locks in one order everywhere.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(event -> event.kind() == StateOperation.LOCK);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    List<LockViolations.Hold> holds = LockViolations.holds(group.events());
    List<StateEvent> waits =
        group.events().stream()
            .filter(event -> event.kind() == StateOperation.LOCK && !EventGroup.isOk(event))
            .toList();
    TreeSet<String> told = new TreeSet<>();
    for (StateEvent wait : waits) {
      List<StateEvent> circle = circle(wait, waits, holds);
      String members =
          circle.stream()
              .map(member -> member.origin().traceId() + member.origin().spanId())
              .sorted()
              .collect(Collectors.joining(" "));
      if (!circle.isEmpty() && told.add(members)) {
        findings.accept(finding(circle));
      }
    }
  }

  /** From a wait to the lock's holder, to what that one waits for, and back; empty without. */
  @SuppressWarnings("ReferenceEquality") // the same event, not an equal one
  private static List<StateEvent> circle(
      StateEvent from, List<StateEvent> waits, List<LockViolations.Hold> holds) {
    List<StateEvent> way = new ArrayList<>(List.of(from));
    StateEvent at = from;
    while (way.size() <= LONGEST_CIRCLE) {
      StateEvent next = next(at, waits, holds);
      if (next == null) {
        return List.of();
      }
      if (next == from) {
        return way.size() > 1 ? way : List.of();
      }
      if (way.contains(next)) {
        return List.of();
      }
      way.add(next);
      at = next;
    }
    return List.of();
  }

  private static StateEvent next(
      StateEvent wait, List<StateEvent> waits, List<LockViolations.Hold> holds) {
    for (LockViolations.Hold hold : holds) {
      if (!hold.lock().entity().equals(wait.entity())
          || hold.lock().origin().traceId().equals(wait.origin().traceId())) {
        continue;
      }
      for (StateEvent other : waits) {
        long from = Math.max(wait.interval().invoked(), other.interval().invoked());
        long to = Math.min(wait.interval().completed(), other.interval().completed());
        boolean held =
            hold.lock().interval().completed() <= from && hold.unlock().interval().invoked() >= to;
        if (held
            && to - from >= SHORTEST_NANOS
            && other.origin().traceId().equals(hold.lock().origin().traceId())) {
          return other;
        }
      }
    }
    return null;
  }

  private StateFinding finding(List<StateEvent> waits) {
    List<StateEvent> circle =
        waits.stream().sorted(Comparator.comparing(wait -> wait.entity().key())).toList();
    return StateFinding.of(
        kind(),
        Grade.CERTAIN,
        1,
        circle.get(0).entity(),
        "%d requests waited for one another's locks: %s"
            .formatted(
                circle.size(),
                circle.stream()
                    .map(wait -> wait.entity().key())
                    .sorted()
                    .collect(Collectors.joining(", "))),
        circle);
  }
}
