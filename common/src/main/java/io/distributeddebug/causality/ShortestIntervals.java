package io.distributeddebug.causality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Dijkstra's algorithm over pairs of hosts, where the length of a pair is how little it says. */
final class ShortestIntervals {
  private static final Comparator<Reached> NARROWEST =
      Comparator.comparingLong((Reached reached) -> reached.interval().widthNanos())
          .thenComparing(Reached::host);

  private final HashMap<String, List<Reached>> neighbours = new HashMap<>();

  private record Reached(String host, ClockInterval interval) {}

  ShortestIntervals(Clocks clocks, List<HostPair> pairs, long unixNanos) {
    for (HostPair pair : pairs) {
      clocks
          .between(pair.reference(), pair.host(), unixNanos)
          .filter(ClockInterval::isBounded)
          .ifPresent(
              interval -> {
                connect(pair.reference(), pair.host(), interval);
                connect(pair.host(), pair.reference(), interval.reversed());
              });
    }
  }

  private void connect(String from, String to, ClockInterval interval) {
    neighbours.computeIfAbsent(from, host -> new ArrayList<>()).add(new Reached(to, interval));
  }

  Map<String, ClockInterval> from(String reference) {
    Map<String, ClockInterval> done = new HashMap<>();
    PriorityQueue<Reached> queue = new PriorityQueue<>(NARROWEST);
    queue.add(new Reached(reference, ClockInterval.SAME));
    while (!queue.isEmpty()) {
      Reached at = queue.remove();
      if (done.putIfAbsent(at.host(), at.interval()) == null) {
        for (Reached next : neighbours.getOrDefault(at.host(), List.of())) {
          if (!done.containsKey(next.host())) {
            queue.add(new Reached(next.host(), at.interval().plus(next.interval())));
          }
        }
      }
    }
    return done;
  }
}
