package io.distributeddebug.jobs.query;

import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.TraceMatch;
import io.distributeddebug.query.TraceQuery;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Traces that match a query, the latest first. */
public final class TraceSearch {
  private static final Comparator<TraceMatch> LATEST_FIRST =
      Comparator.comparingLong(TraceMatch::startUnixNanos)
          .reversed()
          .thenComparing(TraceMatch::traceId);

  private TraceSearch() {}

  /** What was found: counts of all of it, and the first matches. */
  public static final class Found implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int limit;
    private final List<TraceMatch> first = new ArrayList<>();
    private long traces;
    private long spans;

    private Found(int limit) {
      this.limit = limit;
    }

    /** Traces that match. */
    public long traces() {
      return traces;
    }

    /** Spans that match in all of them. */
    public long spans() {
      return spans;
    }

    /** The latest of them. */
    public List<TraceMatch> first() {
      return first.stream().sorted(LATEST_FIRST).limit(limit).toList();
    }

    private void add(TraceMatch match) {
      traces++;
      spans += match.matchedCount();
      first.add(match);
      cut();
    }

    private Found merge(Found other) {
      traces += other.traces;
      spans += other.spans;
      first.addAll(other.first);
      cut();
      return this;
    }

    private void cut() {
      if (first.size() > 2L * limit + 100) {
        first.sort(LATEST_FIRST);
        first.subList(limit, first.size()).clear();
      }
    }
  }

  /**
   * Asks.
   *
   * @param limit traces that are wanted
   * @param mostSpans spans that are wanted of each set of spans
   */
  public static Found ask(QueriedTraces traces, TraceQuery query, int limit, int mostSpans) {
    return traces.fold(Need.of(query), new Collect(query, limit, mostSpans));
  }

  /** For a query that nothing matches: why. */
  public static NoMatch explain(QueriedTraces traces, TraceQuery query) {
    return traces.fold(Need.of(query).ofAllTraces(), new NoMatch.Count(query));
  }

  private record Collect(TraceQuery query, int limit, int mostSpans)
      implements QueriedTraces.Fold<Found> {
    @Override
    public Found zero() {
      return new Found(limit);
    }

    @Override
    public void add(Found sum, QueriedTrace trace) {
      query.match(trace, mostSpans).ifPresent(sum::add);
    }

    @Override
    public Found merge(Found one, Found other) {
      return one.merge(other);
    }
  }
}
