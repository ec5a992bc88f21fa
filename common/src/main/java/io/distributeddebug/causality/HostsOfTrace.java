package io.distributeddebug.causality;

import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Brings one trace onto the clock of its first span. */
final class HostsOfTrace {
  /** With more hosts only pairs that call each other in this trace are looked at. */
  private static final int MOST_HOSTS_FOR_ALL_PAIRS = 32;

  private final Clocks clocks;
  private final Trace trace;
  private final List<HostPair> pairs;
  private final Map<Long, Map<String, ClockInterval>> byMinute = new HashMap<>();

  HostsOfTrace(Clocks clocks, Trace trace) {
    this.clocks = clocks;
    this.trace = trace;
    this.pairs = List.copyOf(pairs(trace));
  }

  private static Collection<HostPair> pairs(Trace trace) {
    TreeSet<HostPair> called = new TreeSet<>();
    TreeSet<String> hosts = new TreeSet<>();
    for (int span = 0; span < trace.size(); span++) {
      int caller = trace.parent(span);
      if (!trace.host(span).isEmpty()) {
        hosts.add(trace.host(span));
      }
      if (caller >= 0 && areApart(trace, caller, span)) {
        called.add(HostPair.of(trace.host(caller), trace.host(span)));
      }
    }
    if (hosts.size() > MOST_HOSTS_FOR_ALL_PAIRS) {
      return called;
    }
    List<HostPair> all = new ArrayList<>();
    for (String host : hosts) {
      hosts.headSet(host).forEach(smaller -> all.add(new HostPair(smaller, host)));
    }
    return all;
  }

  private static boolean areApart(Trace trace, int one, int other) {
    return !trace.host(one).isEmpty()
        && !trace.host(other).isEmpty()
        && !trace.host(one).equals(trace.host(other));
  }

  ClockAdjustment adjustment() {
    long[] nanos = new long[trace.size()];
    long[] uncertainties = new long[trace.size()];
    BitSet impossible = new BitSet();
    for (int span = 0; span < trace.size(); span++) {
      int caller = trace.parent(span);
      if (caller >= 0 && isOneClock(caller, span)) {
        nanos[span] = nanos[caller];
        uncertainties[span] = uncertainties[caller];
        continue;
      }
      Optional<ClockInterval> interval = interval(caller, span);
      nanos[span] = interval.map(offset -> -offset.assumedNanos()).orElse(0L);
      uncertainties[span] =
          interval.map(ClockInterval::uncertaintyNanos).orElse(ClockAdjustment.UNKNOWN);
      impossible.set(span, caller >= 0 && isImpossible(caller, span));
    }
    return new ClockAdjustment(nanos, uncertainties, impossible);
  }

  /** On one host; where no host is told, in one service. */
  private boolean isOneClock(int caller, int span) {
    return trace.host(caller).equals(trace.host(span))
        && (!trace.host(span).isEmpty() || trace.service(caller).equals(trace.service(span)));
  }

  private Optional<ClockInterval> interval(int caller, int span) {
    if (span == 0) {
      return Optional.of(ClockInterval.SAME);
    }
    long minute = ClockBounds.minute(trace.startNanos(caller < 0 ? span : caller));
    return Optional.ofNullable(
        byMinute
            .computeIfAbsent(
                minute, at -> clocks.reach(trace.host(0), pairs, at * ClockBounds.MINUTE_NANOS))
            .get(trace.host(span)));
  }

  /** The call contradicts the offset that all others of its time agree on. */
  private boolean isImpossible(int caller, int span) {
    if (!ClockBounds.isCall(trace, caller, span)) {
      return false;
    }
    Optional<ClockInterval> offset =
        clocks.between(trace.host(caller), trace.host(span), trace.startNanos(caller));
    long atMost = trace.startNanos(span) - trace.startNanos(caller);
    long atLeast = trace.endNanos(span) - trace.endNanos(caller);
    return offset
        .filter(
            interval ->
                atMost < interval.lowerNanos()
                    || (ClockBounds.isAwaited(trace, caller, span)
                        && atLeast > interval.upperNanos()))
        .isPresent();
  }
}
