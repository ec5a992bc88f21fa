package io.distributeddebug.jobs.query;

import io.distributeddebug.comparison.Comparison;
import io.distributeddebug.comparison.TraceSetTally;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.TraceSelector;
import java.io.Serializable;
import java.util.List;

/** Two sets of traces compared, in one pass over all traces that may be in one of them. */
public final class TraceComparison {
  private TraceComparison() {}

  /** Compares; a trace that both selectors pick counts in both sets. */
  public static Comparison of(QueriedTraces traces, TraceSelector first, TraceSelector second) {
    Need need = Need.withAttributes(List.of(first.query(), second.query()));
    Both both = traces.fold(need, new Count(first, second));
    return Comparison.of(both.first, both.second);
  }

  private record Both(TraceSetTally first, TraceSetTally second) implements Serializable {}

  private record Count(TraceSelector first, TraceSelector second)
      implements QueriedTraces.Fold<Both> {
    @Override
    public Both zero() {
      return new Both(new TraceSetTally(), new TraceSetTally());
    }

    @Override
    public void add(Both sum, QueriedTrace trace) {
      if (first.picks(trace)) {
        sum.first.add(trace.trace(), trace::eachAttribute);
      }
      if (second.picks(trace)) {
        sum.second.add(trace.trace(), trace::eachAttribute);
      }
    }

    @Override
    public Both merge(Both one, Both other) {
      one.first.merge(other.first);
      one.second.merge(other.second);
      return one;
    }
  }
}
