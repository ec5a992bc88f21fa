package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.ArchiveTraces;
import io.distributeddebug.jobs.trace.RecordedTraces;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** The traces that a query may pick from, each with the values that the query asks for. */
public interface QueriedTraces {
  /** Adds many traces up, part by part; the order of parts must not matter. */
  interface Fold<R extends Serializable> extends Serializable {
    R zero();

    void add(R sum, QueriedTrace trace);

    R merge(R one, R other);
  }

  /** Adds up every trace that is needed, and any number of others. */
  <R extends Serializable> R fold(Need need, Fold<R> fold);

  /** Of spans in memory. */
  static QueriedTraces of(List<Span> spans, List<Window> windows) {
    return new InMemory(spans, windows);
  }

  /**
   * Of a lake: a query that the hub can answer is one pass over it without a shuffle, another reads
   * the spans of those traces that fulfil what can be asked of table {@code spans}.
   */
  static QueriedTraces of(LakeSnapshot lake, List<Window> windows) {
    return new OfLake(lake, windows);
  }

  private static boolean isIn(List<Window> windows, Trace trace) {
    return trace.size() > 0
        && (windows.isEmpty()
            || windows.stream().anyMatch(window -> window.contains(trace.startNanos())));
  }

  /** See {@link #of(List, List)}. */
  record InMemory(List<Span> spans, List<Window> windows) implements QueriedTraces {
    public InMemory {
      spans = List.copyOf(spans);
      windows = List.copyOf(windows);
    }

    @Override
    public <R extends Serializable> R fold(Need need, Fold<R> fold) {
      R sum = fold.zero();
      Iterator<QueriedTrace> traces = ArchiveTraces.recorded(spans);
      while (traces.hasNext()) {
        QueriedTrace trace = traces.next();
        if (isIn(windows, trace.trace())) {
          fold.add(sum, trace);
        }
      }
      return sum;
    }
  }

  /** See {@link #of(LakeSnapshot, List)}. */
  record OfLake(LakeSnapshot lake, List<Window> windows) implements QueriedTraces {
    public OfLake {
      windows = List.copyOf(windows);
    }

    @Override
    public <R extends Serializable> R fold(Need need, Fold<R> fold) {
      if (need.isInTree() && windows.size() <= 1) {
        return TraceSet.of(lake, windows.stream().findFirst()).fold(new OfTree<>(fold));
      }
      RecordedSpans spans = RecordedSpans.of(lake, windows, need);
      return RecordedTraces.fold(
          spans.rows(), spans.further(), new OfRecorded<>(fold, need.fields(), windows));
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
  record OfRecorded<R extends Serializable>(Fold<R> fold, List<Field> fields, List<Window> windows)
      implements RecordedTraces.Fold<R> {
    @Override
    public R zero() {
      return fold.zero();
    }

    @Override
    public void add(R sum, RecordedTraces.Recorded recorded) {
      if (isIn(windows, recorded.trace())) {
        fold.add(sum, RowValues.of(recorded, fields));
      }
    }

    @Override
    public R merge(R one, R other) {
      return fold.merge(one, other);
    }
  }
}
