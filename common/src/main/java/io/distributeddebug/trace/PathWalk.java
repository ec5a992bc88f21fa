package io.distributeddebug.trace;

import io.distributeddebug.trace.CriticalPath.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks from the root's end back, with a stack of its own: traces may be 100,000 calls deep. */
final class PathWalk {
  private static final int NONE = -1;
  private static final double OVERLAP_ALLOWANCE = 0.01; // of the parent's duration

  final long[] exclusive;
  final long[] onPath;
  final boolean[] member;

  /** Why a span is on the path; null where it is not. */
  final Ground[] grounds;

  final List<Segment> segments = new ArrayList<>();

  private final Trace trace;
  private final FittedTimes times;
  private final SiblingOrders orders;
  private int[] stack = new int[16];
  private long[] stackFrom = new long[16];
  private long[] stackTo = new long[16];
  private int height;

  PathWalk(Trace trace, FittedTimes times, SiblingOrders orders) {
    this.trace = trace;
    this.times = times;
    this.orders = orders;
    exclusive = new long[trace.size()];
    onPath = new long[trace.size()];
    member = new boolean[trace.size()];
    grounds = new Ground[trace.size()];
  }

  void from(int root) {
    from(root, Ground.CAUSAL_LINK);
  }

  private void from(int root, Ground ground) {
    push(root, times.start[root], times.end[root], ground);
    while (height > 0) {
      height--;
      int span = stack[height];
      long from = stackFrom[height];
      long to = stackTo[height];
      member[span] = true;
      exclusive[span] += times.duration[span];
      long cursor = to;
      int later = NONE;
      for (int child : pathChildren(span)) {
        exclusive[span] -= times.duration[child];
        long childTo = Math.max(from, Math.min(cursor, times.end[child]));
        long childFrom = Math.max(from, Math.min(childTo, times.start[child]));
        own(span, childTo, cursor, child, later);
        push(child, childFrom, childTo, ground(child, later));
        cursor = childFrom;
        later = child;
      }
      own(span, from, cursor, NONE, later);
    }
  }

  /**
   * Several roots and none of them real.
   *
   * @return from the first start to the last end
   */
  long fromUnseenRoot() {
    int[] roots = new int[trace.rootCount()];
    int root = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < roots.length; i++) {
      roots[i] = root;
      first = Math.min(first, times.start[root]);
      last = Math.max(last, times.end[root]);
      root = trace.nextSibling(root);
    }
    for (int child : lastFirst(roots, last - first)) {
      from(child, Ground.TIME_ONLY);
    }
    return last - first;
  }

  /** That a call came back before the next one went out is no proof that the next one needed it. */
  private Ground ground(int child, int later) {
    boolean isInferred = trace.has(child, SpanFlag.ORPHAN) || trace.has(child, SpanFlag.CYCLE);
    if (isInferred || later == NONE) {
      return isInferred ? Ground.TIME_ONLY : Ground.CAUSAL_LINK;
    }
    return orders.relation(trace, child, later) == SiblingOrders.Relation.ALWAYS_BEFORE
        ? Ground.MINED_ORDER
        : Ground.TIME_ONLY;
  }

  private void own(int span, long from, long to, int after, int before) {
    if (to > from) {
      segments.add(new Segment(span, from, to, after, before));
      onPath[span] += to - from;
    }
  }

  private void push(int span, long from, long to, Ground ground) {
    grounds[span] = ground;
    if (height == stack.length) {
      stack = Arrays.copyOf(stack, height * 2);
      stackFrom = Arrays.copyOf(stackFrom, height * 2);
      stackTo = Arrays.copyOf(stackTo, height * 2);
    }
    stack[height] = span;
    stackFrom[height] = from;
    stackTo[height] = to;
    height++;
  }

  private int[] pathChildren(int span) {
    int[] kept = new int[trace.childCount(span)];
    int count = 0;
    for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
      if (!times.dropped[child] && !orders.isAsynchronous(trace, child)) {
        kept[count++] = child;
      }
    }
    return lastFirst(Arrays.copyOf(kept, count), times.duration[span]);
  }

  /** Of siblings ordered by start those on the path, the one that finished last first. */
  private int[] lastFirst(int[] siblings, long parentDuration) {
    if (siblings.length < 2) {
      return siblings;
    }
    int[] byEnd = byEnd(siblings);
    long[] starts = new long[siblings.length];
    long[] ends = new long[siblings.length];
    for (int i = 0; i < siblings.length; i++) {
      starts[i] = times.start[siblings[i]];
      ends[i] = times.end[byEnd[i]];
    }
    Arrays.sort(starts);
    int[] path = new int[siblings.length];
    int later = byEnd[siblings.length - 1];
    path[0] = later;
    int count = 1;
    for (int i = siblings.length - 2; i >= 0; i--) {
      int sibling = byEnd[i];
      if (happensBefore(sibling, later, parentDuration, starts, ends)) {
        path[count++] = sibling;
        later = sibling;
      }
    }
    return Arrays.copyOf(path, count);
  }

  /** Ties: what started later, then the greater number, counts as later. */
  private int[] byEnd(int[] siblings) {
    Integer[] sorted = new Integer[siblings.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = siblings[i];
    }
    Arrays.sort(
        sorted,
        (a, b) -> {
          int order = Long.compare(times.end[a], times.end[b]);
          order = order != 0 ? order : Long.compare(times.start[a], times.start[b]);
          return order != 0 ? order : Integer.compare(a, b);
        });
    int[] byEnd = new int[sorted.length];
    for (int i = 0; i < byEnd.length; i++) {
      byEnd[i] = sorted[i];
    }
    return byEnd;
  }

  private boolean happensBefore(
      int before, int later, long parentDuration, long[] starts, long[] ends) {
    if (orders.relation(trace, before, later) == SiblingOrders.Relation.INDEPENDENT) {
      return false;
    }
    long overlap = times.end[before] - times.start[later];
    if (overlap < 0) {
      return true;
    }
    if (times.end[before] >= times.end[later]
        || times.start[before] >= times.start[later]
        || parentDuration <= 0
        || (double) overlap / parentDuration >= OVERLAP_ALLOWANCE) {
      return false;
    }
    long from = times.start[later];
    long to = times.end[before];
    return within(starts, from, to) + within(ends, from, to) == 2;
  }

  private static int within(long[] sorted, long from, long to) {
    return firstAbove(sorted, to) - firstAbove(sorted, from - 1);
  }

  private static int firstAbove(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
