package io.distributeddebug.causality;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.SpanFlag;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What calls between two hosts say about their clocks. A call is answered after it was made and
 * before its answer came back, whatever the clocks say: each bounds how far the called host's clock
 * is ahead, from below by its end and from above by its start. Bounds are kept by the minute, as
 * clocks are set and drift. Merging is exact, in any order.
 */
public final class ClockBounds implements Serializable {
  private static final long serialVersionUID = 1L;
  static final long MINUTE_NANOS = 60_000_000_000L;

  /** Longest time that an offset is taken to stay the same. */
  private static final int MOST_MINUTES = 10;

  private final TreeMap<HostPair, TreeMap<Long, MinuteBounds>> pairs = new TreeMap<>();

  /** Adds what the trace's calls tell. */
  public void add(Trace trace) {
    for (int span = 0; span < trace.size(); span++) {
      int caller = trace.parent(span);
      if (caller >= 0 && isCall(trace, caller, span)) {
        add(trace, caller, span);
      }
    }
  }

  static boolean isCall(Trace trace, int caller, int span) {
    String host = trace.host(span);
    return !host.isEmpty()
        && !trace.host(caller).isEmpty()
        && !host.equals(trace.host(caller))
        && !trace.has(span, SpanFlag.ORPHAN)
        && !trace.has(span, SpanFlag.CYCLE)
        && !trace.has(span, SpanFlag.NEGATIVE_DURATION)
        && !trace.has(caller, SpanFlag.NEGATIVE_DURATION);
  }

  private void add(Trace trace, int caller, int span) {
    boolean isForward = trace.host(caller).compareTo(trace.host(span)) < 0;
    HostPair pair = HostPair.of(trace.host(caller), trace.host(span));
    MinuteBounds bounds =
        pairs
            .computeIfAbsent(pair, key -> new TreeMap<>())
            .computeIfAbsent(minute(trace.startNanos(caller)), key -> new MinuteBounds());
    bounds.count();
    long ahead = trace.startNanos(span) - trace.startNanos(caller);
    bound(bounds, isForward, ahead, trace);
    if (isAwaited(trace, caller, span)) {
      long behind = trace.endNanos(caller) - trace.endNanos(span);
      bound(bounds, !isForward, behind, trace);
    }
  }

  static long minute(long unixNanos) {
    return Math.floorDiv(unixNanos, MINUTE_NANOS);
  }

  /** That the clock of one host is ahead of the other's by at most so much. */
  private static void bound(MinuteBounds bounds, boolean isOfHost, long nanos, Trace trace) {
    if (isOfHost) {
      bounds.atMost(nanos, trace.id());
    } else {
      bounds.atLeast(-nanos, trace.id());
    }
  }

  /** A caller that gave up, and one that never waits, may end before the called side does. */
  static boolean isAwaited(Trace trace, int caller, int span) {
    return trace.kind(caller) == SpanKind.CLIENT
        && trace.kind(span) != SpanKind.CONSUMER
        && !trace.isError(caller)
        && !trace.isError(span);
  }

  /** Adds the other's to these, and returns these. */
  public ClockBounds merge(ClockBounds other) {
    other.pairs.forEach(
        (pair, minutes) -> {
          TreeMap<Long, MinuteBounds> into = pairs.computeIfAbsent(pair, key -> new TreeMap<>());
          minutes.forEach(
              (minute, added) ->
                  into.computeIfAbsent(minute, key -> new MinuteBounds()).merge(added));
        });
    return this;
  }

  /**
   * Offsets by pair and time: minutes in a row, at most ten, whose bounds one offset can meet,
   * taken as the same in all of them. A minute that no offset meets, as a clock was set in it, has
   * none.
   */
  public List<ClockOffset> offsets() {
    List<ClockOffset> offsets = new ArrayList<>();
    pairs.forEach((pair, minutes) -> add(offsets, pair, minutes));
    return offsets;
  }

  private static void add(
      List<ClockOffset> offsets, HostPair pair, Map<Long, MinuteBounds> minutes) {
    ClockOffset open = null;
    for (Map.Entry<Long, MinuteBounds> minute : minutes.entrySet()) {
      long from = minute.getKey() * MINUTE_NANOS;
      ClockOffset next = minute.getValue().offset(pair, from, from + MINUTE_NANOS);
      if (open != null && open.canJoin(next, MOST_MINUTES * MINUTE_NANOS)) {
        open = open.joined(next);
        continue;
      }
      if (open != null) {
        offsets.add(open);
      }
      open = next;
    }
    if (open != null) {
      offsets.add(open);
    }
  }
}
