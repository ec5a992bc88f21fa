package io.distributeddebug.jobs.state;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.check.CheckScope;
import io.distributeddebug.state.check.EventGroup;
import io.distributeddebug.state.check.Grouping;
import io.distributeddebug.state.check.StateCheck;
import io.distributeddebug.state.check.StateReview;
import io.distributeddebug.state.extract.StateMapping;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks for broken promises in all operations: by entity as the table lies, without a shuffle, and
 * by partition and by place of locks in one shuffle each of the few rows that matter there.
 */
public final class StateReviewQuery {
  private StateReviewQuery() {}

  /** Of events in memory. */
  public static StateReview of(List<StateEvent> events, StateMapping mapping) {
    CheckScope scope =
        new CheckScope(
            mapping,
            events.stream()
                .mapToLong(event -> event.interval().completeUnixNanos())
                .max()
                .orElse(0));
    StateReview review = new StateReview();
    for (Grouping grouping : Grouping.values()) {
      Map<String, List<StateEvent>> groups = new TreeMap<>();
      for (StateEvent event : events) {
        String key = grouping.key(event);
        if (!key.isEmpty()) {
          groups.computeIfAbsent(key, none -> new ArrayList<>()).add(event);
        }
      }
      groups
          .values()
          .forEach(
              group -> review.look(EntityPromise.all(), grouping, new EventGroup(group), scope));
    }
    return review;
  }

  /** Of table {@code state_events}, which is up to date. */
  public static StateReview of(LakeSnapshot lake, StateMapping mapping) {
    Dataset<Row> events = lake.readUnsplit(StateEvents.TABLE);
    CheckScope scope = new CheckScope(mapping, end(lake.read(StateEvents.TABLE)));
    return look(events, Grouping.ENTITY, scope)
        .merge(look(byPartition(lake.read(StateEvents.TABLE)), Grouping.PARTITION, scope))
        .merge(look(byLockPlace(lake.read(StateEvents.TABLE)), Grouping.LOCK_PLACE, scope));
  }

  private static long end(Dataset<Row> events) {
    return events.agg(coalesce(max(StateEvents.COMPLETE.column()), lit(0L))).first().getLong(0);
  }

  static Dataset<Row> byPartition(Dataset<Row> events) {
    Object[] kinds =
        Stream.of(StateOperation.values())
            .filter(StateOperation::isMessage)
            .map(StateOperation::word)
            .toArray();
    return together(
        events.where(
            StateEvents.KIND.column().isin(kinds).and(StateEvents.PARTITION.column().notEqual(""))),
        TraceSpans.DESTINATION,
        StateEvents.PARTITION);
  }

  static Dataset<Row> byLockPlace(Dataset<Row> events) {
    return together(
        events.where(
            StateEvents.KIND
                .column()
                .isin(StateOperation.LOCK.word(), StateOperation.UNLOCK.word())),
        StateEvents.PLACE);
  }

  private static Dataset<Row> together(Dataset<Row> events, Field... by) {
    Column[] columns = Stream.of(by).map(Field::column).toArray(Column[]::new);
    Column[] order =
        Stream.concat(
                Stream.of(by),
                Stream.of(StateEvents.INVOKE, StateEvents.COMPLETE, Spans.TRACE_ID, Spans.SPAN_ID))
            .map(Field::column)
            .toArray(Column[]::new);
    return events.repartition(columns).sortWithinPartitions(order);
  }

  /** Over rows in which groups come whole, one after the other. */
  static StateReview look(Dataset<Row> rows, Grouping grouping, CheckScope scope) {
    return rows.javaRDD()
        .mapPartitions(new Look(grouping, scope))
        .treeAggregate(new StateReview(), StateReview::merge, StateReview::merge, 2);
  }

  /** A task of {@link #look}. */
  record Look(Grouping grouping, CheckScope scope)
      implements FlatMapFunction<Iterator<Row>, StateReview> {
    @Override
    public Iterator<StateReview> call(Iterator<Row> rows) {
      StateReview review = new StateReview();
      List<StateCheck> checks = EntityPromise.all();
      List<StateEvent> group = new ArrayList<>();
      String open = "";
      while (rows.hasNext()) {
        StateEvent event = StateEventRows.event(rows.next());
        String key = grouping.key(event);
        if (!key.equals(open) && !group.isEmpty()) {
          review.look(checks, grouping, new EventGroup(group), scope);
          group.clear();
        }
        open = key;
        if (!key.isEmpty()) {
          group.add(event);
        }
      }
      if (!group.isEmpty()) {
        review.look(checks, grouping, new EventGroup(group), scope);
      }
      return List.of(review).iterator();
    }
  }
}
