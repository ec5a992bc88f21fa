package io.distributeddebug.jobs.trace;

import io.distributeddebug.trace.EntryChoice;
import io.distributeddebug.trace.PathAnswer;
import io.distributeddebug.trace.PathSummary;
import io.distributeddebug.trace.SiblingOrders;
import io.distributeddebug.trace.Trace;
import java.util.Iterator;
import java.util.Optional;

/**
 * The critical paths of traces. Orders of siblings are mined over all traces, in a pass of its own,
 * also where the path of one trace is asked for.
 */
public final class CriticalPathQuery {
  private final TraceSet traces;
  private final EntryChoice entry;
  private final SiblingOrders orders;

  /** How to decide which sibling waited for which. */
  public enum Order {
    /** By orders mined over all traces where they tell, else by time. */
    MINED,
    /** By the times of each trace alone, as CRISP does. */
    TIME
  }

  /** Where a path ends. */
  public enum Until {
    /** Where the entry ends. */
    ANSWERED,
    /** Where the last thing ends that the entry set off, such as the work on a message. */
    DONE
  }

  public CriticalPathQuery(TraceSet traces, EntryChoice entry, Order order) {
    this.traces = traces;
    this.entry = entry;
    this.orders = order == Order.TIME ? SiblingOrders.NONE : orders(traces);
  }

  /** Mined over all of the traces. */
  public static SiblingOrders orders(TraceSet traces) {
    return traces.fold(new Mine());
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
  public Iterator<PathRow> rows(Optional<String> traceId, Until until) {
    EntryChoice asked = entry;
    SiblingOrders known = orders;
    return until == Until.ANSWERED
        ? traces.each(traceId, trace -> PathRow.of(trace, asked, known).stream())
        : traces.each(traceId, trace -> PathRow.untilDone(trace, asked, known).stream());
  }

  /** All of them together. */
  public PathSummary summary() {
    return traces.fold(new Summarise(entry, orders));
  }

  private record Mine() implements TraceSet.Fold<SiblingOrders> {
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

  private record Summarise(EntryChoice entry, SiblingOrders orders)
      implements TraceSet.Fold<PathSummary> {
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
}
