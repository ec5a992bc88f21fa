package io.distributeddebug.topology;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What only chains of calls tell: whose requests a node's load goes back to, how many calls one
 * request makes, and where a request comes back to a node that it has already passed. Merging is
 * exact, in any order, up to the limit of different circles.
 */
public final class ChainTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a longer chain only the part next to the call is looked at. */
  static final int LONGEST_CHAIN = 100;

  /** Different circles; what comes beyond is counted only. */
  private static final int MOST_CYCLES = 10_000;

  private final TreeMap<String, Long> calls = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, Long>> demand = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, FanOut>> fanOuts = new TreeMap<>();
  private final TreeMap<String, Cycle> cycles = new TreeMap<>();
  private long cyclesLeftOut;

  /**
   * How many calls of a node one request to its caller makes.
   *
   * @param perRequest over the requests that make any
   * @param widestTrace where the most were made; of several the smallest id
   */
  public record FanOut(LogLinearHistogram perRequest, String widestTrace) implements Serializable {
    FanOut plus(FanOut other) {
      LogLinearHistogram both = new LogLinearHistogram();
      both.merge(perRequest);
      both.merge(other.perRequest);
      long own = perRequest.max();
      long others = other.perRequest.max();
      boolean isOwn =
          own > others || (own == others && widestTrace.compareTo(other.widestTrace) <= 0);
      return new FanOut(both, isOwn ? widestTrace : other.widestTrace);
    }
  }

  /**
   * A way of calls that comes back to its first node.
   *
   * @param nodes each once, from the smallest name on
   * @param times how often a request went it
   * @param trace that shows it, the smallest id
   */
  public record Cycle(List<String> nodes, long times, String trace) implements Serializable {
    Cycle plus(Cycle other) {
      return new Cycle(
          nodes, times + other.times, trace.compareTo(other.trace) <= 0 ? trace : other.trace);
    }
  }

  /**
   * Counts the calls of one trace.
   *
   * @param callers of each call the number of the one that it was made in, below its own; -1: none
   * @param names who is called
   */
  public void add(String traceId, int[] callers, String[] names) {
    List<TreeMap<String, Long>> made = new ArrayList<>();
    for (int call = 0; call < names.length; call++) {
      made.add(new TreeMap<>());
      calls.merge(names[call], 1L, Long::sum);
      if (callers[call] >= 0) {
        made.get(callers[call]).merge(names[call], 1L, Long::sum);
      }
      addChain(traceId, call, callers, names);
    }
    for (int call = 0; call < names.length; call++) {
      String caller = names[call];
      made.get(call)
          .forEach(
              (callee, count) ->
                  fanOut(caller, callee, new FanOut(LogLinearHistogram.of(count), traceId)));
    }
  }

  private void addChain(String traceId, int call, int[] callers, String[] names) {
    Set<String> above = new LinkedHashSet<>();
    List<String> way = new ArrayList<>();
    way.add(names[call]);
    boolean isOpen = true; // the way has not come back to the call's name yet
    int at = callers[call];
    for (int steps = 0; at >= 0 && steps < LONGEST_CHAIN; steps++) {
      if (names[at].equals(names[call])) {
        if (isOpen) {
          addCycle(way, traceId);
        }
        isOpen = false;
      } else {
        above.add(names[at]);
        if (isOpen) {
          way.add(names[at]);
        }
      }
      at = callers[at];
    }
    for (String caller : above) {
      demand.computeIfAbsent(names[call], key -> new TreeMap<>()).merge(caller, 1L, Long::sum);
    }
  }

  /** From the call up; a way that has a smaller circle in it is told by that one. */
  private void addCycle(List<String> upwards, String traceId) {
    List<String> nodes = new ArrayList<>(upwards);
    Collections.reverse(nodes); // callers first
    if (Set.copyOf(nodes).size() < nodes.size()) {
      return;
    }
    Collections.rotate(nodes, -nodes.indexOf(Collections.min(nodes)));
    add(new Cycle(List.copyOf(nodes), 1, traceId));
  }

  private void add(Cycle cycle) {
    String key = String.join("\n", cycle.nodes());
    if (cycles.size() >= MOST_CYCLES && !cycles.containsKey(key)) {
      cyclesLeftOut += cycle.times();
    } else {
      cycles.merge(key, cycle, Cycle::plus);
    }
  }

  private void fanOut(String caller, String callee, FanOut added) {
    fanOuts.computeIfAbsent(caller, key -> new TreeMap<>()).merge(callee, added, FanOut::plus);
  }

  /** Adds the other's to these, and returns these. */
  public ChainTally merge(ChainTally other) {
    other.calls.forEach((name, count) -> calls.merge(name, count, Long::sum));
    other.demand.forEach(
        (name, callers) -> {
          TreeMap<String, Long> into = demand.computeIfAbsent(name, key -> new TreeMap<>());
          callers.forEach((caller, count) -> into.merge(caller, count, Long::sum));
        });
    other.fanOuts.forEach(
        (caller, callees) -> callees.forEach((callee, added) -> fanOut(caller, callee, added)));
    other.cycles.values().forEach(this::add);
    cyclesLeftOut += other.cyclesLeftOut;
    return this;
  }

  /** How often each was called, or a request began there. */
  public SortedMap<String, Long> calls() {
    return Collections.unmodifiableSortedMap(calls);
  }

  /** Of a node's calls, how many have each other node above them. */
  public SortedMap<String, Long> demandOn(String name) {
    return Collections.unmodifiableSortedMap(demand.getOrDefault(name, new TreeMap<>()));
  }

  /** Of the calls that each caller makes. */
  public SortedMap<String, FanOut> fanOutOf(String caller) {
    return Collections.unmodifiableSortedMap(fanOuts.getOrDefault(caller, new TreeMap<>()));
  }

  /** By nodes. */
  public List<Cycle> cycles() {
    return List.copyOf(cycles.values());
  }

  /** Times that a way beyond the limit of different ones was gone. */
  public long cyclesLeftOut() {
    return cyclesLeftOut;
  }
}
