package io.distributeddebug.jobs.state;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.Grouping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Entities with their operations, of a lake or in memory, and the way to go over them. */
public interface EntitySet {
  /** Adds many entities up, part by part; the order of parts must not matter. */
  interface Fold<R extends Serializable> extends Serializable {
    R zero();

    /** The events are of one entity; those of a lake come as they lie there. */
    void add(R sum, List<StateEvent> entity);

    R merge(R one, R other);
  }

  <R extends Serializable> R fold(Fold<R> fold);

  /**
   * Those of table {@code state_events}: one pass without a shuffle.
   *
   * @param type empty: all
   * @param key empty: all of the type
   */
  static EntitySet of(LakeSnapshot lake, String type, String key) {
    return new OfLake(lake, type, key);
  }

  static EntitySet of(List<StateEvent> events, String type, String key) {
    return new InMemory(
        events.stream()
            .filter(event -> type.isEmpty() || event.entity().type().equals(type))
            .filter(event -> key.isEmpty() || event.entity().key().equals(key))
            .toList());
  }

  /** See {@link #of(List, String, String)}. */
  record InMemory(List<StateEvent> events) implements EntitySet {
    public InMemory {
      events = List.copyOf(events);
    }

    @Override
    public <R extends Serializable> R fold(Fold<R> fold) {
      Map<String, List<StateEvent>> entities = new TreeMap<>();
      for (StateEvent event : events) {
        String entity = Grouping.ENTITY.key(event);
        if (!entity.isEmpty()) {
          entities.computeIfAbsent(entity, none -> new ArrayList<>()).add(event);
        }
      }
      R sum = fold.zero();
      entities.values().forEach(entity -> fold.add(sum, entity));
      return sum;
    }
  }

  /** See {@link #of(LakeSnapshot, String, String)}. */
  record OfLake(LakeSnapshot lake, String type, String key) implements EntitySet {
    @Override
    public <R extends Serializable> R fold(Fold<R> fold) {
      Dataset<Row> events = lake.readUnsplit(StateEvents.TABLE);
      if (!type.isEmpty()) {
        events = events.where(StateEvents.ENTITY_TYPE.column().equalTo(type));
      }
      if (!key.isEmpty()) {
        events = events.where(StateEvents.ENTITY_KEY.column().equalTo(key));
      }
      return events
          .javaRDD()
          .mapPartitions(new FoldPartition<>(fold))
          .treeAggregate(fold.zero(), fold::merge, fold::merge, 2);
    }
  }

  /** A task of {@link #fold}. */
  record FoldPartition<R extends Serializable>(Fold<R> fold)
      implements FlatMapFunction<Iterator<Row>, R> {
    @Override
    public Iterator<R> call(Iterator<Row> rows) {
      R sum = fold.zero();
      List<StateEvent> entity = new ArrayList<>();
      String open = "";
      while (rows.hasNext()) {
        StateEvent event = StateEventRows.event(rows.next());
        String key = Grouping.ENTITY.key(event);
        if (!key.equals(open) && !entity.isEmpty()) {
          fold.add(sum, List.copyOf(entity));
          entity.clear();
        }
        open = key;
        if (!key.isEmpty()) {
          entity.add(event);
        }
      }
      if (!entity.isEmpty()) {
        fold.add(sum, List.copyOf(entity));
      }
      return List.of(sum).iterator();
    }
  }
}
