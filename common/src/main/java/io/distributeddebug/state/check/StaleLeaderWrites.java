package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes of an epoch that were acknowledged after a newer epoch had surely acknowledged one: the
 * old leader did not know, and nobody stopped it.
 */
final class StaleLeaderWrites implements StateCheck {
  @Override
  public String kind() {
    return "stale-leader-write";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "writes with the epoch or term of their leader (state.epoch)";
  }

  @Override
  public String advice() {
    return "Refuse writes of older terms where they are stored (fencing).";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(StaleLeaderWrites::isOfLeader);
  }

  private static boolean isOfLeader(StateEvent event) {
    return event.kind().isMutation() && event.epoch() >= 0 && EventGroup.isOk(event);
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    if (!look(group, Grade.CERTAIN, findings)) {
      look(group, Grade.CLOCK_DEPENDENT, findings);
    }
  }

  private boolean look(EventGroup group, Grade grade, Consumer<StateFinding> findings) {
    List<StateEvent> writes =
        group.events().stream()
            .filter(StaleLeaderWrites::isOfLeader)
            .sorted(Comparator.comparingLong(event -> group.invoked(event, grade)))
            .toList();
    List<StateEvent> byEnd =
        writes.stream()
            .sorted(Comparator.comparingLong(event -> group.completed(event, grade)))
            .toList();
    StateEvent newest = null;
    int next = 0;
    boolean any = false;
    for (StateEvent write : writes) {
      while (next < byEnd.size()
          && group.completed(byEnd.get(next), grade) < group.invoked(write, grade)) {
        StateEvent ended = byEnd.get(next++);
        newest = newest == null || ended.epoch() > newest.epoch() ? ended : newest;
      }
      if (newest != null && newest.epoch() > write.epoch()) {
        any = true;
        findings.accept(
            StateFinding.of(
                kind(),
                grade,
                grade == Grade.CERTAIN ? 1 : 0.6,
                write.entity(),
                String.format(
                    Locale.ROOT,
                    "The leader of term %d wrote %s, %.1f ms after that of term %d had",
                    write.epoch(),
                    write.entity(),
                    (write.interval().invoked() - newest.interval().completed()) / 1e6,
                    newest.epoch()),
                List.of(newest, write)));
      }
    }
    return any;
  }
}
