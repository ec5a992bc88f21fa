package io.distributeddebug.trace;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Own time by the way of calls that led to it, in two windows: the data of a flame graph, and of a
 * differential one. Merging is exact, in any order.
 */
public final class FlameStacks implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 60;
  private static final String SEPARATOR = ";";

  private final TreeMap<String, long[]> stacks = new TreeMap<>();
  private final long[] traces = new long[2];

  /**
   * Adds the spans below the entry, itself included; what lies deeper than 60 calls counts there.
   */
  public void add(Trace trace, int entry, LatencyComparison.Window window) {
    int side = side(window);
    traces[side]++;
    String[] names = new String[trace.size()];
    for (int span = entry; span < trace.subtreeEnd(entry); span++) {
      int parent = trace.parent(span);
      if (span == entry) {
        names[span] = name(trace, span);
      } else if (trace.depth(span) - trace.depth(entry) < DEEPEST) {
        names[span] = names[parent] + SEPARATOR + name(trace, span);
      } else {
        names[span] = names[parent];
      }
      stacks.computeIfAbsent(names[span], key -> new long[2])[side] += trace.selfNanos(span);
    }
  }

  private static int side(LatencyComparison.Window window) {
    return window == LatencyComparison.Window.BASELINE ? 0 : 1;
  }

  private static String name(Trace trace, int span) {
    String name = trace.service(span) + " " + trace.operation(span);
    return name.replace(';', ':').replaceAll("\\p{Cntrl}", " ");
  }

  /** Adds the other's to these, and returns these. */
  public FlameStacks merge(FlameStacks other) {
    other.stacks.forEach(
        (stack, nanos) -> {
          long[] sums = stacks.computeIfAbsent(stack, key -> new long[2]);
          sums[0] += nanos[0];
          sums[1] += nanos[1];
        });
    traces[0] += other.traces[0];
    traces[1] += other.traces[1];
    return this;
  }

  /** Own time of each stack in nanoseconds a trace, rounded; stacks are frames joined with ;. */
  public SortedMap<String, Long> meanNanos(LatencyComparison.Window window) {
    int side = side(window);
    TreeMap<String, Long> means = new TreeMap<>();
    stacks.forEach(
        (stack, nanos) ->
            means.put(
                stack, traces[side] == 0 ? 0 : Math.round((double) nanos[side] / traces[side])));
    return Collections.unmodifiableSortedMap(means);
  }
}
