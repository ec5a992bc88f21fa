package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.ArchiveTraces;
import io.distributeddebug.jobs.trace.RecordedTraces;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The traces that a query may pick from, each with the values that the query asks for. */
public interface QueriedTraces {
  /** All times that there are. */
  Window EVER = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Adds many traces up, part by part; the order of parts must not matter. */
  interface Fold<R extends Serializable> extends Serializable {
    R zero();

    void add(R sum, QueriedTrace trace);

    R merge(R one, R other);
  }

  /**
   * Adds up every trace that the query can match, and any number of others.
   *
   * @param necessary {@link TraceQuery#necessary}; empty: all traces are added up
   */
  <R extends Serializable> R fold(TraceQuery query, List<FieldExpression> necessary, Fold<R> fold);

  /** Of spans in memory. */
  static QueriedTraces of(List<Span> spans, Optional<Window> window) {
    return new InMemory(spans, window);
  }

  /**
   * Of a lake: a query that the hub can answer is one pass over it without a shuffle, another reads
   * the spans of those traces that fulfil what can be asked of table {@code spans}.
   */
  static QueriedTraces of(LakeSnapshot lake, Optional<Window> window) {
    return new OfLake(lake, window);
  }

  private static boolean isIn(Window window, Trace trace) {
    return trace.size() > 0 && window.contains(trace.startNanos());
  }

  /** See {@link #of(List, Optional)}. */
  record InMemory(List<Span> spans, Optional<Window> window) implements QueriedTraces {
    public InMemory {
      spans = List.copyOf(spans);
    }

    @Override
    public <R extends Serializable> R fold(
        TraceQuery query, List<FieldExpression> necessary, Fold<R> fold) {
      R sum = fold.zero();
      Iterator<QueriedTrace> traces = ArchiveTraces.recorded(spans);
      while (traces.hasNext()) {
        QueriedTrace trace = traces.next();
        if (isIn(window.orElse(EVER), trace.trace())) {
          fold.add(sum, trace);
        }
      }
      return sum;
    }
  }

  /** See {@link #of(LakeSnapshot, Optional)}. */
  record OfLake(LakeSnapshot lake, Optional<Window> window) implements QueriedTraces {
    @Override
    public <R extends Serializable> R fold(
        TraceQuery query, List<FieldExpression> necessary, Fold<R> fold) {
      if (query.recordedFields().isEmpty()) {
        return TraceSet.of(lake, window).fold(new OfTree<>(fold));
      }
      RecordedSpans spans = RecordedSpans.of(lake, window, query, necessary);
      return RecordedTraces.fold(
          spans.rows(), spans.further(), new OfRecorded<>(fold, query, window.orElse(EVER)));
    }
  }

  /** A {@link Fold} over the hub. */
  record OfTree<R extends Serializable>(Fold<R> fold) implements TraceSet.Fold<R> {
    @Override
    public R zero() {
      return fold.zero();
    }

    @Override
    public void add(R sum, Trace trace) {
      fold.add(sum, QueriedTrace.of(trace));
    }

    @Override
    public R merge(R one, R other) {
      return fold.merge(one, other);
    }
  }

  /** A {@link Fold} over spans. */
  record OfRecorded<R extends Serializable>(Fold<R> fold, TraceQuery query, Window window)
      implements RecordedTraces.Fold<R> {
    @Override
    public R zero() {
      return fold.zero();
    }

    @Override
    public void add(R sum, RecordedTraces.Recorded recorded) {
      if (isIn(window, recorded.trace())) {
        fold.add(sum, RecordedSpans.queried(recorded, query));
      }
    }

    @Override
    public R merge(R one, R other) {
      return fold.merge(one, other);
    }
  }
}
