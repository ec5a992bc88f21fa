package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.Window;
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
import org.apache.spark.sql.catalyst.InternalRow;

/** Whole traces, of the hub or of spans in memory, and the two ways to go over them. */
public interface TraceSet {

  /** Adds many traces up, part by part; the order of parts must not matter. */
  interface Fold<R extends Serializable> extends Serializable {
    R zero();

    void add(R sum, Trace trace);

    R merge(R one, R other);
  }

  /** What is wanted of each trace. */
  interface PerTrace<R extends Serializable> extends Serializable {
    Stream<R> of(Trace trace);
  }

  <R extends Serializable> R fold(Fold<R> fold);

  /**
   * One after the other.
   *
   * @param traceId 32 digits; empty: all traces
   */
  <R extends Serializable> Iterator<R> each(Optional<String> traceId, PerTrace<R> function);

  /** Of the hub: passes without a shuffle. */
  static TraceSet of(LakeSnapshot lake) {
    return new OfLake(lake, Optional.empty());
  }

  /** Of the hub, those that began in the window; empty: all. */
  static TraceSet of(LakeSnapshot lake, Optional<Window> window) {
    return new OfLake(lake, window);
  }

  /**
   * Of spans as they arrived, where the hub is not there: each pass has a shuffle.
   *
   * @param spans rows of table {@code spans}
   */
  static TraceSet of(Dataset<Row> spans) {
    return new OfSpans(SpanInput.of(spans));
  }

  /** The same, but that peers of calls are not known: for trees and times, at half the cost. */
  static TraceSet withoutPeers(Dataset<Row> spans) {
    return new OfSpans(SpanInput.withoutPeers(spans));
  }

  static TraceSet of(List<Span> spans) {
    return new InMemory(spans);
  }

  /** See {@link #of(List)}. */
  record InMemory(List<Span> spans) implements TraceSet {
    public InMemory {
      spans = List.copyOf(spans);
    }

    @Override
    public <R extends Serializable> R fold(Fold<R> fold) {
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

  /** See {@link #of(LakeSnapshot)}. */
  record OfLake(LakeSnapshot lake, Optional<Window> window) implements TraceSet {
    @Override
    public <R extends Serializable> R fold(Fold<R> fold) {
      return rows(Optional.empty())
          .mapPartitions(new FoldPartition<>(fold))
          .treeAggregate(fold.zero(), fold::merge, fold::merge, 2);
    }

    @Override
    public <R extends Serializable> Iterator<R> each(
        Optional<String> traceId, PerTrace<R> function) {
      return rows(traceId).mapPartitions(new MapPartition<>(function)).toLocalIterator();
    }

    private JavaRDD<InternalRow> rows(Optional<String> traceId) {
      Dataset<Row> hub =
          window
              .map(within -> lake.readUnsplit(TraceSpans.TABLE, within))
              .orElseGet(() -> lake.readUnsplit(TraceSpans.TABLE));
      Dataset<Row> asked =
          traceId
              .map(
                  id ->
                      hub.where(TraceSpans.TRACE_KEY.column().equalTo(TraceKey.of(id)))
                          .where(Spans.TRACE_ID.column().equalTo(id)))
              .orElse(hub);
      return HubTraces.rows(asked);
    }
  }

  /** See {@link #of(Dataset)}. */
  record OfSpans(Dataset<Row> input) implements TraceSet {
    @Override
    public <R extends Serializable> R fold(Fold<R> fold) {
      return CodedSpans.traces(input)
          .mapPartitions(new FoldTraces<>(fold))
          .treeAggregate(fold.zero(), fold::merge, fold::merge, 2);
    }

    @Override
    public <R extends Serializable> Iterator<R> each(
        Optional<String> traceId, PerTrace<R> function) {
      return CodedSpans.traces(
              traceId.map(id -> input.where(Spans.TRACE_ID.column().equalTo(id))).orElse(input))
          .flatMap(trace -> function.of(trace).iterator())
          .toLocalIterator();
    }
  }

  private static Stream<Trace> stream(Iterator<Trace> traces) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(traces, Spliterator.ORDERED), false);
  }

  /** A task of {@link #fold}. */
  record FoldPartition<R extends Serializable>(Fold<R> fold)
      implements FlatMapFunction<Iterator<InternalRow>, R> {
    @Override
    public Iterator<R> call(Iterator<InternalRow> rows) {
      R sum = fold.zero();
      new HubTraces(rows).forEachRemaining(trace -> fold.add(sum, trace));
      return List.of(sum).iterator();
    }
  }

  /** The same of traces. */
  record FoldTraces<R extends Serializable>(Fold<R> fold)
      implements FlatMapFunction<Iterator<Trace>, R> {
    @Override
    public Iterator<R> call(Iterator<Trace> traces) {
      R sum = fold.zero();
      traces.forEachRemaining(trace -> fold.add(sum, trace));
      return List.of(sum).iterator();
    }
  }

  /** A task of {@link #each}. */
  record MapPartition<R extends Serializable>(PerTrace<R> function)
      implements FlatMapFunction<Iterator<InternalRow>, R> {
    @Override
    public Iterator<R> call(Iterator<InternalRow> rows) {
      return stream(new HubTraces(rows)).flatMap(function::of).iterator();
    }
  }
}
