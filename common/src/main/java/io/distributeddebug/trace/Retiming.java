package io.distributeddebug.trace;

import java.util.Arrays;

/**
 * What a trace would have taken if some of its own times had been others. Each child keeps its
 * distance from the sibling that it came after, or from its parent's start; a parent ends as long
 * after the last of its children as it did. With nothing changed, all times are as they were.
 */
final class Retiming {
  private static final int NONE = -1;

  /** Of a wider fan-out only the sibling that ended last is looked at. */
  private static final int MOST_SEARCHED = 1_000;

  private final Trace trace;
  private final FittedTimes times;
  private final int entry;

  /** The sibling that each span came after, -1 for the first. */
  private final int[] predecessors;

  /** When the last child that is waited for ends, by parent. */
  private final long[] lastEnds;

  private final boolean[] waitedFor;

  private Retiming(Trace trace, FittedTimes times, int entry, SiblingOrders orders) {
    this.trace = trace;
    this.times = times;
    this.entry = entry;
    predecessors = new int[trace.size()];
    lastEnds = new long[trace.size()];
    waitedFor = new boolean[trace.size()];
    Arrays.fill(predecessors, NONE);
    for (int span = entry; span < trace.subtreeEnd(entry); span++) {
      lastEnds[span] = times.start[span];
      findPredecessors(span, orders);
    }
  }

  static Retiming of(Trace trace, FittedTimes times, int entry, SiblingOrders orders) {
    return new Retiming(trace, times, entry, orders);
  }

  /** Children come by start, so whoever ended before is among those already seen. */
  private void findPredecessors(int parent, SiblingOrders orders) {
    int latest = NONE;
    for (int child = trace.firstChild(parent); child >= 0; child = trace.nextSibling(child)) {
      waitedFor[child] = !times.dropped[child] && !orders.isAsynchronous(trace, child);
      if (!waitedFor[child]) {
        continue;
      }
      lastEnds[parent] = Math.max(lastEnds[parent], times.end[child]);
      int found = NONE;
      if (latest != NONE && comesBefore(latest, child, orders)) {
        found = latest;
      } else if (latest != NONE && trace.childCount(parent) <= MOST_SEARCHED) {
        found = searchPredecessor(parent, child, orders);
      }
      predecessors[child] = found;
      if (latest == NONE || times.end[child] >= times.end[latest]) {
        latest = child;
      }
    }
  }

  private int searchPredecessor(int parent, int child, SiblingOrders orders) {
    int found = NONE;
    for (int other = trace.firstChild(parent); other < child; other = trace.nextSibling(other)) {
      if (waitedFor[other]
          && comesBefore(other, child, orders)
          && (found == NONE || times.end[other] > times.end[found])) {
        found = other;
      }
    }
    return found;
  }

  private boolean comesBefore(int earlier, int later, SiblingOrders orders) {
    return times.end[earlier] <= times.start[later]
        && orders.relation(trace, earlier, later) != SiblingOrders.Relation.INDEPENDENT;
  }

  /**
   * How much sooner the entry would have ended if the own time of all spans of this operation had
   * been so much shorter.
   *
   * @param factor of the own time that stays, 0 to 1
   */
  long gainNanos(String service, String operation, double factor) {
    double[] durations = new double[trace.size()];
    double[] starts = new double[trace.size()];
    for (int span = trace.subtreeEnd(entry) - 1; span >= entry; span--) {
      boolean isChanged =
          trace.service(span).equals(service) && trace.operation(span).equals(operation);
      double own = isChanged ? factor : 1;
      double last = 0;
      for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
        if (!waitedFor[child]) {
          continue;
        }
        int before = predecessors[child];
        double from = before == NONE ? 0 : starts[before] + durations[before];
        long distance =
            times.start[child] - (before == NONE ? times.start[span] : times.end[before]);
        starts[child] = from + distance * own;
        last = Math.max(last, starts[child] + durations[child]);
      }
      long tail = times.start[span] + times.duration[span] - lastEnds[span];
      durations[span] = Math.max(0, last + Math.max(0, tail) * own);
    }
    return Math.max(0, Math.round(times.duration[entry] - durations[entry]));
  }

  /**
   * How much longer each span could have taken without the entry ending later; 0 on the path.
   * Meaningless for spans that nobody waits for.
   */
  long[] slacks() {
    long[] slacks = new long[trace.size()];
    long[] ofSuccessors = new long[trace.size()];
    Arrays.fill(ofSuccessors, Long.MAX_VALUE);
    for (int parent = entry; parent < trace.subtreeEnd(entry); parent++) {
      int[] children = trace.children(parent);
      for (int i = children.length - 1; i >= 0; i--) { // successors start later
        int child = children[i];
        if (!waitedFor[child]) {
          continue;
        }
        long untilEnd = Math.max(0, lastEnds[parent] - times.end[child]);
        slacks[child] = Math.min(ofSuccessors[child], untilEnd + slacks[parent]);
        int before = predecessors[child];
        if (before != NONE) {
          ofSuccessors[before] = Math.min(ofSuccessors[before], slacks[child]);
        }
      }
    }
    return slacks;
  }

  boolean isWaitedFor(int span) {
    return span == entry || waitedFor[span];
  }
}
