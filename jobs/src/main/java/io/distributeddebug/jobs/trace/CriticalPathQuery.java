package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.PathAnswer;
import io.distributeddebug.trace.PathSummary;
import io.distributeddebug.trace.SiblingOrders;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The critical paths of traces, of the hub's or of those in memory. Orders of siblings are mined
 * over all traces, in a pass of its own, also where the path of one trace is asked for.
 */
public final class CriticalPathQuery {
  private final Traces traces;
  private final EntryChoice entry;
  private final SiblingOrders orders;

  /** How to decide which sibling waited for which. */
  public enum Order {
    /** By orders mined over all traces where they tell, else by time. */
    MINED,
    /** By the times of each trace alone, as CRISP does. */
    TIME
  }

  /** Where traces come from. */
  private interface Traces {
    <R extends Serializable> R collect(Fold<R> fold);

    <R extends Serializable> Iterator<R> each(Optional<String> traceId, PerTrace<R> function);
  }

  /** Adds many traces up, part by part. */
  private interface Fold<R> extends Serializable {
    R zero();

    void add(R sum, Trace trace);

    R merge(R one, R other);
  }

  private interface PerTrace<R> extends Serializable {
    Stream<R> of(Trace trace);
  }

  private CriticalPathQuery(Traces traces, EntryChoice entry, Order order) {
    this.traces = traces;
    this.entry = entry;
    this.orders = order == Order.TIME ? SiblingOrders.NONE : traces.collect(new Mine());
  }

  /** Over the hub: passes without a shuffle. */
  public static CriticalPathQuery over(LakeSnapshot lake, EntryChoice entry, Order order) {
    return new CriticalPathQuery(new OfLake(lake), entry, order);
  }

  public static CriticalPathQuery over(List<Span> spans, EntryChoice entry, Order order) {
    return new CriticalPathQuery(new InMemory(spans), entry, order);
  }

  /** What is known of the order of siblings; empty where time alone decides. */
  public SiblingOrders orders() {
    return orders;
  }

  /**
   * A row for each trace that has the entry.
   *
   * @param traceId 32 digits; empty: all traces
   */
  public Iterator<PathRow> rows(Optional<String> traceId) {
    EntryChoice asked = entry;
    SiblingOrders known = orders;
    return traces.each(traceId, trace -> PathRow.of(trace, asked, known).stream());
  }

  /** All of them together. */
  public PathSummary summary() {
    return traces.collect(new Summarise(entry, orders));
  }

  private record Mine() implements Fold<SiblingOrders> {
    @Override
    public SiblingOrders zero() {
      return new SiblingOrders();
    }

    @Override
    public void add(SiblingOrders sum, Trace trace) {
      sum.add(trace);
    }

    @Override
    public SiblingOrders merge(SiblingOrders one, SiblingOrders other) {
      return one.merge(other);
    }
  }

  private record Summarise(EntryChoice entry, SiblingOrders orders) implements Fold<PathSummary> {
    @Override
    public PathSummary zero() {
      return new PathSummary();
    }

    @Override
    public void add(PathSummary sum, Trace trace) {
      if (entry.find(trace) >= 0) {
        sum.add(PathAnswer.of(trace, entry, orders), orders);
      }
    }

    @Override
    public PathSummary merge(PathSummary one, PathSummary other) {
      return one.merge(other);
    }
  }

  private record InMemory(List<Span> spans) implements Traces {
    @Override
    public <R extends Serializable> R collect(Fold<R> fold) {
      R sum = fold.zero();
      ArchiveTraces.of(spans).forEachRemaining(trace -> fold.add(sum, trace));
      return sum;
    }

    @Override
    public <R extends Serializable> Iterator<R> each(
        Optional<String> traceId, PerTrace<R> function) {
      List<Span> asked =
          traceId
              .map(id -> spans.stream().filter(span -> span.traceId().equals(id)).toList())
              .orElse(spans);
      return stream(ArchiveTraces.of(asked)).flatMap(function::of).iterator();
    }
  }

  private record OfLake(LakeSnapshot lake) implements Traces {
    @Override
    public <R extends Serializable> R collect(Fold<R> fold) {
      return rows(Optional.empty())
          .mapPartitions(new FoldPartition<>(fold))
          .treeAggregate(fold.zero(), fold::merge, fold::merge, 2);
    }

    @Override
    public <R extends Serializable> Iterator<R> each(
        Optional<String> traceId, PerTrace<R> function) {
      return rows(traceId).mapPartitions(new MapPartition<>(function)).toLocalIterator();
    }

    private JavaRDD<Row> rows(Optional<String> traceId) {
      Dataset<Row> hub = lake.readUnsplit(TraceSpans.TABLE);
      Dataset<Row> asked =
          traceId
              .map(
                  id ->
                      hub.where(TraceSpans.TRACE_KEY.column().equalTo(TraceKey.of(id)))
                          .where(Spans.TRACE_ID.column().equalTo(id)))
              .orElse(hub);
      return HubTraces.needed(asked).javaRDD();
    }
  }

  private static Stream<Trace> stream(Iterator<Trace> traces) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(traces, Spliterator.ORDERED), false);
  }

  private record FoldPartition<R extends Serializable>(Fold<R> fold)
      implements FlatMapFunction<Iterator<Row>, R> {
    @Override
    public Iterator<R> call(Iterator<Row> rows) {
      R sum = fold.zero();
      new HubTraces(rows).forEachRemaining(trace -> fold.add(sum, trace));
      return List.of(sum).iterator();
    }
  }

  private record MapPartition<R extends Serializable>(PerTrace<R> function)
      implements FlatMapFunction<Iterator<Row>, R> {
    @Override
    public Iterator<R> call(Iterator<Row> rows) {
      return stream(new HubTraces(rows)).flatMap(function::of).iterator();
    }
  }
}
