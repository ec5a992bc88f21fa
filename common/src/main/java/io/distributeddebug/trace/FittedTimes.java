package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;

/**
 * Times as the critical path sees them: each child cut to its parent's, those outside left out.
 * CRISP calls this sanitizing; its cases and their order are kept, so that results are equal.
 */
final class FittedTimes {
  private static final double LONGEST_SERVER = 1.01; // of its client's duration

  final long[] start;
  final long[] end;

  /** Not always end - start: a server slightly longer than its client keeps its end. */
  final long[] duration;

  final boolean[] dropped;

  /** Added to recorded times to bring the span into its caller's clock. */
  final long[] shift;

  private final Trace trace;
  private final int entry;

  private FittedTimes(Trace trace, int entry) {
    this.trace = trace;
    this.entry = entry;
    int size = trace.size();
    start = new long[size];
    end = new long[size];
    duration = new long[size];
    dropped = new boolean[size];
    shift = new long[size];
  }

  static FittedTimes of(Trace trace) {
    FittedTimes times = new FittedTimes(trace, -1);
    times.fit(0, trace.size());
    return times;
  }

  /** Of the span and its descendants alone, as if it were the root. */
  static FittedTimes below(Trace trace, int entry) {
    FittedTimes times = new FittedTimes(trace, entry);
    times.fit(entry, trace.subtreeEnd(entry));
    return times;
  }

  private void fit(int from, int to) {
    for (int span = from; span < to; span++) {
      fit(span);
    }
  }

  private int parent(int span) {
    return span == entry ? -1 : trace.parent(span);
  }

  private void fit(int span) {
    int parent = parent(span);
    shift[span] = trace.clocks().nanos(span);
    if (parent >= 0) {
      shift[span] += shift[parent] - trace.clocks().nanos(parent);
    }
    start[span] = trace.startNanos(span) + shift[span];
    duration[span] = trace.durationNanos(span);
    end[span] = start[span] + duration[span];
    if (parent < 0) {
      return;
    }
    if (dropped[parent]) {
      dropped[span] = true;
    } else if (isCall(parent, span)) {
      duration[span] = Math.min(duration[span], duration[parent]);
      placeInside(parent, span);
    } else if (start[span] < start[parent] && end[span] > end[parent]) {
      dropped[span] = true;
    } else if (start[span] < start[parent]) {
      dropped[span] = end[span] <= start[parent];
      duration[span] -= start[parent] - start[span];
      start[span] = start[parent];
    } else if (end[span] > end[parent]) {
      dropped[span] = start[span] >= end[parent];
      duration[span] -= end[span] - end[parent];
      end[span] = end[parent];
    }
  }

  /** Nobody knows where between request and response it ran: the middle, as Jaeger assumes. */
  private void placeInside(int parent, int span) {
    if (start[span] >= start[parent] && end[span] <= end[parent]) {
      return;
    }
    long by = start[parent] + (duration[parent] - duration[span]) / 2 - start[span];
    shift[span] += by;
    start[span] += by;
    end[span] += by;
  }

  /** A caller with one child, the called: their clocks differ, so only durations are compared. */
  private boolean isCall(int parent, int span) {
    if (trace.childCount(parent) != 1
        || trace.kind(span) == SpanKind.CONSUMER
        || duration[span] > LONGEST_SERVER * duration[parent]) {
      return false; // nobody waits for a consumer: one that runs later is late, its clock is right
    }
    if (trace.kind(span) == SpanKind.SERVER && trace.kind(parent) != SpanKind.SERVER) {
      int grandParent = parent(parent);
      if (trace.kind(parent) == SpanKind.CLIENT
          || (grandParent >= 0 && trace.kind(grandParent) == SpanKind.SERVER)) {
        return true;
      }
    }
    String callerHost = trace.host(parent);
    String host = trace.host(span);
    return !callerHost.isEmpty() && !host.isEmpty() && !callerHost.equals(host);
  }
}
