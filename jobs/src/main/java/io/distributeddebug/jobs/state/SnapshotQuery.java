package io.distributeddebug.jobs.state;

import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.timeline.PlaceTimeline;
import io.distributeddebug.state.timeline.StateEntry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What entities were at an instant, or how two instants differ. */
public final class SnapshotQuery {
  private static final int KEPT = 1_000;
  private static final Comparator<Change> ORDER =
      Comparator.comparing((Change change) -> change.now().entityType())
          .thenComparing(change -> change.now().entityKey())
          .thenComparing(change -> change.now().place())
          .thenComparing(change -> change.now().field());

  private SnapshotQuery() {}

  /**
   * A part of an entity at both instants.
   *
   * @param before equal to {@code now} where one instant is asked
   */
  public record Change(StateEntry before, StateEntry now) implements Serializable {}

  /** The first thousand by name, and how many there are of each status. */
  public static final class Snapshot implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<Change> changes = new ArrayList<>();
    private final EnumMap<StateEntry.Status, Long> counts = new EnumMap<>(StateEntry.Status.class);

    private void add(Change change) {
      counts.merge(change.now.status(), 1L, Long::sum);
      changes.add(change);
      if (changes.size() > 2 * KEPT) {
        trim();
      }
    }

    private void trim() {
      changes.sort(ORDER);
      if (changes.size() > KEPT) {
        changes.subList(KEPT, changes.size()).clear();
      }
    }

    private Snapshot merge(Snapshot other) {
      other.counts.forEach((status, count) -> counts.merge(status, count, Long::sum));
      changes.addAll(other.changes);
      trim();
      return this;
    }

    public List<Change> changes() {
      trim();
      return List.copyOf(changes);
    }

    /** Of all, also those that are not kept. */
    public Map<StateEntry.Status, Long> counts() {
      return new EnumMap<>(counts);
    }
  }

  /** At one instant on the reference's clock. */
  public static Snapshot at(EntitySet entities, long unixNanos) {
    return entities.fold(new Differ(unixNanos, unixNanos));
  }

  /** Only what is another value at the later instant, or cannot be told then. */
  public static Snapshot between(EntitySet entities, long fromUnixNanos, long toUnixNanos) {
    return entities.fold(new Differ(fromUnixNanos, toUnixNanos));
  }

  private record Differ(long from, long to) implements EntitySet.Fold<Snapshot> {
    @Override
    public Snapshot zero() {
      return new Snapshot();
    }

    @Override
    public void add(Snapshot sum, List<StateEvent> events) {
      EntityRef entity = events.get(0).entity();
      for (PlaceTimeline timeline : PlaceTimeline.of(events)) {
        StateEntry now = timeline.at(entity.type(), entity.key(), to);
        StateEntry before = from == to ? now : timeline.at(entity.type(), entity.key(), from);
        boolean differs =
            !now.value().equals(before.value())
                || !now.version().equals(before.version())
                || !now.newer().equals(before.newer());
        boolean isThere = now.status() != StateEntry.Status.UNKNOWN || !now.newer().isEmpty();
        if (isThere && (from == to || differs)) {
          sum.add(new Change(before, now));
        }
      }
    }

    @Override
    public Snapshot merge(Snapshot one, Snapshot other) {
      return one.merge(other);
    }
  }
}
