package io.distributeddebug.causality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far each host's clock is ahead of one reference's, minute by minute, from the offsets of
 * pairs: along the way between them whose intervals are narrowest in sum (Dijkstra). The reference
 * is a host of the largest group of hosts that call one another; hosts of other groups are not
 * known. A pair's offset is used up to ten minutes away, wider by what clocks drift till then.
 */
public final class ClockCorrection implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long REACH_NANOS = 10 * MINUTE_NANOS;

  /** Clocks of quartz without correction drift by less. */
  private static final double DRIFT = 100e-6;

  /** Of a host whose clock nothing tells of. */
  public static final Reading UNKNOWN = new Reading(0, 1_000_000_000L);

  private final TreeMap<Long, Map<String, Reading>> minutes = new TreeMap<>();

  /**
   * A host's clock: the true offset is {@code offsetNanos} give or take {@code uncertaintyNanos}.
   */
  public record Reading(long offsetNanos, long uncertaintyNanos) implements Serializable {}

  private record Edge(String to, long offset, long uncertainty) {}

  private record Reached(String host, long offset, long uncertainty) {}

  public static ClockCorrection of(List<ClockOffset> offsets) {
    ClockCorrection correction = new ClockCorrection();
    Map<HostPair, List<ClockOffset>> pairs = new HashMap<>();
    TreeSet<Long> times = new TreeSet<>();
    for (ClockOffset offset : offsets) {
      if (offset.isKnown()) {
        pairs.computeIfAbsent(offset.pair(), pair -> new ArrayList<>()).add(offset);
        for (long at = offset.fromUnixNanos(); at < offset.toUnixNanos(); at += MINUTE_NANOS) {
          times.add(Math.floorDiv(at, MINUTE_NANOS));
        }
      }
    }
    if (!pairs.isEmpty()) {
      String reference = reference(pairs.keySet());
      for (long minute : times) {
        correction.minutes.put(minute, reached(reference, edges(pairs, minute)));
      }
    }
    return correction;
  }

  /** The host's clock then; {@link #UNKNOWN} where no call tells. */
  public Reading at(String host, long unixNanos) {
    Map.Entry<Long, Map<String, Reading>> minute =
        minutes.floorEntry(Math.floorDiv(unixNanos, MINUTE_NANOS));
    if (minute == null) {
      minute = minutes.firstEntry();
    }
    Reading reading = minute == null ? null : minute.getValue().get(host);
    if (reading == null) {
      return UNKNOWN;
    }
    long from = minute.getKey() * MINUTE_NANOS;
    long away = Math.max(0, Math.max(from - unixNanos, unixNanos - from - MINUTE_NANOS));
    return new Reading(reading.offsetNanos, reading.uncertaintyNanos + (long) (DRIFT * away));
  }

  /** The first by name of the largest group. */
  private static String reference(Iterable<HostPair> pairs) {
    Map<String, String> groups = new HashMap<>();
    for (HostPair pair : pairs) {
      String one = root(groups, pair.reference());
      String other = root(groups, pair.host());
      if (!one.equals(other)) {
        boolean isFirst = one.compareTo(other) < 0;
        groups.put(isFirst ? other : one, isFirst ? one : other);
      }
    }
    Map<String, Integer> sizes = new TreeMap<>();
    for (HostPair pair : pairs) {
      for (String host : List.of(pair.reference(), pair.host())) {
        groups.putIfAbsent(host, host);
      }
    }
    List.copyOf(groups.keySet()).forEach(host -> sizes.merge(root(groups, host), 1, Integer::sum));
    return sizes.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .orElseThrow()
        .getKey();
  }

  private static String root(Map<String, String> groups, String host) {
    String at = host;
    while (!groups.getOrDefault(at, at).equals(at)) {
      at = groups.get(at);
    }
    return at;
  }

  private static Map<String, List<Edge>> edges(
      Map<HostPair, List<ClockOffset>> pairs, long minute) {
    Map<String, List<Edge>> edges = new HashMap<>();
    long middle = minute * MINUTE_NANOS + MINUTE_NANOS / 2;
    pairs.forEach(
        (pair, offsets) ->
            offsets.stream()
                .filter(offset -> distance(offset, middle) <= REACH_NANOS)
                .min(
                    Comparator.comparingLong((ClockOffset offset) -> distance(offset, middle))
                        .thenComparingLong(ClockOffset::fromUnixNanos))
                .ifPresent(
                    offset -> {
                      long half = (offset.upperNanos() - offset.lowerNanos() + 1) / 2;
                      long uncertainty = half + (long) (DRIFT * distance(offset, middle));
                      add(edges, pair.reference(), pair.host(), offset.middleNanos(), uncertainty);
                      add(edges, pair.host(), pair.reference(), -offset.middleNanos(), uncertainty);
                    }));
    return edges;
  }

  private static long distance(ClockOffset offset, long unixNanos) {
    return Math.max(
        0, Math.max(offset.fromUnixNanos() - unixNanos, unixNanos - offset.toUnixNanos()));
  }

  private static void add(
      Map<String, List<Edge>> edges, String from, String to, long offset, long uncertainty) {
    edges.computeIfAbsent(from, host -> new ArrayList<>()).add(new Edge(to, offset, uncertainty));
  }

  private static Map<String, Reading> reached(String reference, Map<String, List<Edge>> edges) {
    Map<String, Reading> reached = new HashMap<>();
    PriorityQueue<Reached> next =
        new PriorityQueue<>(
            Comparator.comparingLong(Reached::uncertainty).thenComparing(Reached::host));
    next.add(new Reached(reference, 0, 0));
    while (!next.isEmpty()) {
      Reached host = next.remove();
      if (reached.putIfAbsent(host.host, new Reading(host.offset, host.uncertainty)) == null) {
        for (Edge edge : edges.getOrDefault(host.host, List.of())) {
          next.add(
              new Reached(edge.to, host.offset + edge.offset, host.uncertainty + edge.uncertainty));
        }
      }
    }
    return reached;
  }
}
