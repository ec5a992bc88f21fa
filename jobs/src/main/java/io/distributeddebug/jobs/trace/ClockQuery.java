package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.ClockBounds;
import io.distributeddebug.causality.ClockOffset;
import io.distributeddebug.trace.Trace;
import java.util.List;

/** How far hosts' clocks are apart, from all calls between them: one pass, no shuffle. */
public final class ClockQuery {
  private ClockQuery() {}

  /** By pair of hosts and time. */
  public static List<ClockOffset> offsets(TraceSet traces) {
    return traces.fold(new Bounds()).offsets();
  }

  private record Bounds() implements TraceSet.Fold<ClockBounds> {
    @Override
    public ClockBounds zero() {
      return new ClockBounds();
    }

    @Override
    public void add(ClockBounds sum, Trace trace) {
      sum.add(trace);
    }

    @Override
    public ClockBounds merge(ClockBounds one, ClockBounds other) {
      return one.merge(other);
    }
  }
}
