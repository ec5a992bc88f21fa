package io.distributeddebug.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the duration of one request apart, seen from the instance that serves it.
 *
 * <p>Walks back from the end: an instant belongs to the child that ran then and ended last, or to
 * the span itself where none ran. A call to another service is split by durations alone, so clocks
 * need not agree: what the called side worked is {@code downstream}, the rest of the call is {@code
 * network}. Invariant: the parts add up to the request's duration.
 */
final class Breakdown {
  private static final int DEEPEST = 500;

  private final TimedTrace trace;
  private final long[] parts = new long[Part.count()];

  private Breakdown(TimedTrace trace) {
    this.trace = trace;
  }

  /** Nanoseconds by {@link Part#place}. */
  static long[] of(TimedTrace trace, int entry) {
    Breakdown breakdown = new Breakdown(trace);
    TimedTrace.Row row = trace.row(entry);
    breakdown.attribute(entry, row.startUnixNanos(), row.endUnixNanos(), 0);
    return breakdown.parts;
  }

  private void attribute(int span, long from, long to, int depth) {
    TimedTrace.Row row = trace.row(span);
    if (row.isPoolWait()) {
      add(Part.POOL, to - from);
      return;
    }
    List<Integer> children = new ArrayList<>();
    boolean callsOut = row.hasVirtualPeer();
    for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
      children.add(child);
      callsOut |= row.isCall() && trace.isEntry(child);
    }
    if (callsOut || (row.isCall() && !row.peer().isEmpty())) {
      call(row, children, to - from);
      return;
    }
    if (depth >= DEEPEST) {
      add(Part.SELF, to - from);
      return;
    }
    children.sort(Comparator.comparingLong((Integer c) -> trace.row(c).endUnixNanos()).reversed());
    long cursor = to;
    for (int child : children) {
      long childTo = Math.min(trace.row(child).endUnixNanos(), cursor);
      long childFrom = Math.max(trace.row(child).startUnixNanos(), from);
      if (childTo <= childFrom) {
        continue;
      }
      add(Part.SELF, cursor - childTo);
      if (trace.isEntry(child)) {
        add(Part.DOWNSTREAM, childTo - childFrom);
      } else {
        attribute(child, childFrom, childTo, depth + 1);
      }
      cursor = childFrom;
    }
    add(Part.SELF, cursor - from);
  }

  private void call(TimedTrace.Row row, List<Integer> children, long nanos) {
    if (row.isProducer()) {
      add(Part.QUEUE, nanos);
      return;
    }
    if (row.hasVirtualPeer()) {
      add(Part.ofPeerKind(row.peerKind()), nanos);
      return;
    }
    long working = 0;
    boolean isAnswered = false;
    for (int child : children) {
      if (trace.isEntry(child)) {
        working += trace.row(child).durationNanos();
        isAnswered = true;
      }
    }
    // Without the other side's span nothing tells its work from the way there.
    long downstream = isAnswered ? Math.min(working, nanos) : nanos;
    add(Part.DOWNSTREAM, downstream);
    add(Part.NETWORK, nanos - downstream);
  }

  private void add(Part part, long nanos) {
    parts[part.place()] += nanos;
  }
}
