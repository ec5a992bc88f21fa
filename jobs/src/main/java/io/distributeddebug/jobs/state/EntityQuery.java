package io.distributeddebug.jobs.state;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.timeline.Transitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** The operations on one entity, and the state machines of types of entities. */
public final class EntityQuery {
  private static final int MOST_EVENTS = 20_000;
  private static final Comparator<StateEvent> ORDER =
      Comparator.comparingLong((StateEvent event) -> event.interval().invoked())
          .thenComparingLong(event -> event.interval().completed())
          .thenComparing(event -> event.origin().spanId())
          .thenComparing(StateEvent::kind);

  private EntityQuery() {}

  /** Of the first twenty thousand operations, by time. */
  public static List<StateEvent> events(EntitySet one) {
    return one.fold(new Collect()).stream().map(StateEventRows::event).sorted(ORDER).toList();
  }

  /** By type of entity, those whose values are states. */
  public static Map<String, Transitions> machines(EntitySet entities) {
    TreeMap<String, Transitions> machines = entities.fold(new Machines());
    machines.values().removeIf(machine -> machine.steps().isEmpty() || !machine.areStates());
    return machines;
  }

  /** Rows, as events are not made for being sent. */
  private record Collect() implements EntitySet.Fold<ArrayList<Row>> {
    @Override
    public ArrayList<Row> zero() {
      return new ArrayList<>();
    }

    @Override
    public void add(ArrayList<Row> sum, List<StateEvent> entity) {
      entity.stream()
          .limit(Math.max(0, MOST_EVENTS - sum.size()))
          .map(StateEventRows::row)
          .forEach(sum::add);
    }

    @Override
    public ArrayList<Row> merge(ArrayList<Row> one, ArrayList<Row> other) {
      one.addAll(other);
      return one;
    }
  }

  private record Machines() implements EntitySet.Fold<TreeMap<String, Transitions>> {
    @Override
    public TreeMap<String, Transitions> zero() {
      return new TreeMap<>();
    }

    @Override
    public void add(TreeMap<String, Transitions> sum, List<StateEvent> entity) {
      sum.computeIfAbsent(entity.get(0).entity().type(), type -> new Transitions()).add(entity);
    }

    @Override
    public TreeMap<String, Transitions> merge(
        TreeMap<String, Transitions> one, TreeMap<String, Transitions> other) {
      other.forEach((type, machine) -> one.merge(type, machine, Transitions::merge));
      return one;
    }
  }
}
