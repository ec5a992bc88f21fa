package io.distributeddebug.causality;

import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks of hosts, as offsets that were found over many traces: brings the times of a trace
 * onto one clock, that of its first span. Hosts are reached over the pairs whose intervals are
 * narrowest in sum (Dijkstra). A clock that may be right is left alone, with what it may be off as
 * the uncertainty; one that is certainly off is moved by the middle of its interval.
 */
public final class Clocks implements Serializable {
  /** Nothing is known, every clock is taken as it is. */
  public static final Clocks AS_RECORDED = new Clocks(List.of());

  private static final long serialVersionUID = 1L;

  private final HashMap<HostPair, ArrayList<ClockOffset>> offsets = new HashMap<>();

  private Clocks(List<ClockOffset> stated) {
    stated.forEach(
        offset -> offsets.computeIfAbsent(offset.pair(), pair -> new ArrayList<>()).add(offset));
  }

  /** Of offsets that stand, for each pair, by time. */
  public static Clocks of(List<ClockOffset> offsets) {
    return new Clocks(offsets);
  }

  /** Where the times of the trace lie on one clock. */
  public ClockAdjustment of(Trace trace) {
    return offsets.isEmpty() || trace.size() == 0
        ? ClockAdjustment.NONE
        : new HostsOfTrace(this, trace).adjustment();
  }

  /** How far {@code host}'s clock is ahead of {@code reference}'s at a time, where calls tell. */
  Optional<ClockInterval> between(String reference, String host, long unixNanos) {
    boolean isForward = reference.compareTo(host) < 0;
    return stated(isForward ? reference : host, isForward ? host : reference, unixNanos)
        .map(offset -> new ClockInterval(offset.lowerNanos(), offset.upperNanos()))
        .map(interval -> isForward ? interval : interval.reversed());
  }

  private Optional<ClockOffset> stated(String smaller, String larger, long unixNanos) {
    List<ClockOffset> ofPair = offsets.get(new HostPair(smaller, larger));
    if (ofPair == null) {
      return Optional.empty();
    }
    int low = 0;
    int high = ofPair.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ofPair.get(middle).toUnixNanos() <= unixNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ofPair.size() && ofPair.get(low).fromUnixNanos() <= unixNanos
        ? Optional.of(ofPair.get(low))
        : Optional.empty();
  }

  /** Reached hosts, each with its interval against the reference. */
  Map<String, ClockInterval> reach(String reference, List<HostPair> pairs, long unixNanos) {
    return new ShortestIntervals(this, pairs, unixNanos).from(reference);
  }
}
