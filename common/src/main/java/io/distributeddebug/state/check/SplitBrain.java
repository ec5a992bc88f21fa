package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Two instances that became leader in one epoch. Exact, and no clock is asked. */
final class SplitBrain implements StateCheck {
  @Override
  public String kind() {
    return "split-brain";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "log lines that tell who leads, and in which term";
  }

  @Override
  public String advice() {
    return "Elect by a majority, and persist the vote of a term before it is given.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(SplitBrain::isElection);
  }

  private static boolean isElection(StateEvent event) {
    return event.kind() == StateOperation.LEAD
        && event.epoch() >= 0
        && !event.actor().instance().isEmpty();
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    Map<Long, StateEvent> leaders = new HashMap<>();
    for (StateEvent event : group.events()) {
      if (!isElection(event)) {
        continue;
      }
      StateEvent other = leaders.putIfAbsent(event.epoch(), event);
      if (other != null && !other.actor().instance().equals(event.actor().instance())) {
        findings.accept(
            StateFinding.of(
                kind(),
                Grade.CERTAIN,
                1,
                event.entity(),
                "%s and %s both led %s in term %d"
                    .formatted(
                        other.actor().instance(),
                        event.actor().instance(),
                        event.entity().key(),
                        event.epoch()),
                List.of(other, event)));
      }
    }
  }
}
