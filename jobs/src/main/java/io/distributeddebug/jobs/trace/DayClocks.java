package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.ClockBounds;
import io.distributeddebug.causality.Clocks;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Clocks as all traces of a day show them, each day for itself: what is said of a day depends on
 * its own spans only, whatever days are rebuilt together.
 */
final class DayClocks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Long, ClockBounds> days = new TreeMap<>();

  /**
   * One pass over spans that are grouped already.
   *
   * @param epochDays of traces that are looked at, counted from 1970
   */
  static Map<Long, Clocks> of(JavaRDD<Row> sortedByTrace, Set<Long> epochDays) {
    DayClocks all =
        sortedByTrace
            .mapPartitions(new OfPartition(epochDays))
            .treeAggregate(new DayClocks(), DayClocks::merge, DayClocks::merge, 2);
    TreeMap<Long, Clocks> clocks = new TreeMap<>();
    all.days.forEach((day, bounds) -> clocks.put(day, Clocks.of(bounds.offsets())));
    return clocks;
  }

  private void add(Trace trace, Set<Long> epochDays) {
    long day = HubRows.epochDay(trace);
    if (epochDays.contains(day)) {
      days.computeIfAbsent(day, key -> new ClockBounds()).add(trace);
    }
  }

  private DayClocks merge(DayClocks other) {
    other.days.forEach(
        (day, bounds) -> days.computeIfAbsent(day, key -> new ClockBounds()).merge(bounds));
    return this;
  }

  /** What the traces of one partition show. */
  record OfPartition(Set<Long> epochDays) implements FlatMapFunction<Iterator<Row>, DayClocks> {
    @Override
    public Iterator<DayClocks> call(Iterator<Row> rows) {
      DayClocks sum = new DayClocks();
      new AssembleTraces(rows).forEachRemaining(assembled -> sum.add(assembled.trace(), epochDays));
      return List.of(sum).iterator();
    }
  }
}
