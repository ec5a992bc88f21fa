package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads that return an older version than one that was surely there when they began:
 * linearizability of a register whose versions are known, in one pass over operations sorted by
 * their end. Exact; a missing operation takes violations away only.
 */
final class StaleReads implements StateCheck {
  @Override
  public String kind() {
    return "stale-read";
  }

  @Override
  public Grouping grouping() {
    return Grouping.ENTITY;
  }

  @Override
  public String needs() {
    return "reads and writes with a numbered version";
  }

  @Override
  public String advice() {
    return "Read from the leader or with a quorum where the newest value matters, or pass the version that was written along and wait for it.";
  }

  @Override
  public boolean isCheckable(EventGroup group, CheckScope scope) {
    return group.events().stream().anyMatch(StaleReads::isVersionedRead)
        && group.events().stream()
            .anyMatch(event -> event.kind().isMutation() && EventGroup.version(event) >= 0);
  }

  private static boolean isVersionedRead(StateEvent event) {
    return event.kind() == StateOperation.READ && EventGroup.version(event) >= 0;
  }

  @Override
  public void check(EventGroup group, CheckScope scope, Consumer<StateFinding> findings) {
    for (List<StateEvent> part : group.byPlaceAndField().values()) {
      if (!look(group, part, Grade.CERTAIN, findings)) {
        look(group, part, Grade.CLOCK_DEPENDENT, findings);
      }
    }
  }

  private boolean look(
      EventGroup group, List<StateEvent> part, Grade grade, Consumer<StateFinding> findings) {
    List<StateEvent> versioned =
        part.stream()
            .filter(event -> EventGroup.isOk(event) && EventGroup.version(event) >= 0)
            .toList();
    List<StateEvent> byEnd =
        versioned.stream()
            .sorted(Comparator.comparingLong(event -> group.completed(event, grade)))
            .toList();
    List<StateEvent> reads =
        versioned.stream()
            .filter(event -> event.kind() == StateOperation.READ)
            .sorted(Comparator.comparingLong(event -> group.invoked(event, grade)))
            .toList();
    StateEvent newest = null;
    StateEvent worst = null;
    StateEvent missed = null;
    long count = 0;
    int next = 0;
    for (StateEvent read : reads) {
      while (next < byEnd.size()
          && group.completed(byEnd.get(next), grade) < group.invoked(read, grade)) {
        StateEvent ended = byEnd.get(next++);
        newest =
            newest == null || EventGroup.version(ended) > EventGroup.version(newest)
                ? ended
                : newest;
      }
      if (newest != null && EventGroup.version(newest) > EventGroup.version(read)) {
        count++;
        if (worst == null || late(read, newest) > late(worst, missed)) {
          worst = read;
          missed = newest;
        }
      }
    }
    if (worst != null) {
      findings.accept(
          StateFinding.of(
              kind(),
              grade,
              grade == Grade.CERTAIN ? 1 : 0.6,
              worst.entity(),
              String.format(
                  Locale.ROOT,
                  "A read of %s at %s returned version %d, %.1f ms after version %d was there%s",
                  worst.entity(),
                  worst.place(),
                  EventGroup.version(worst),
                  late(worst, missed) / 1e6,
                  EventGroup.version(missed),
                  count == 1 ? "" : "; so did " + (count - 1) + " more reads"),
              List.of(missed, worst)));
    }
    return worst != null;
  }

  private static long late(StateEvent read, StateEvent newer) {
    return read.interval().invoked() - newer.interval().completed();
  }
}
