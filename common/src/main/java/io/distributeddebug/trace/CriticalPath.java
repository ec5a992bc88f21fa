package io.distributeddebug.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The chain of spans that decided how long a trace took, by CRISP's definition (Zhang et al.,
 * USENIX ATC 2022): children are cut to their parent's time, a child outside it is left out; then,
 * from the end back, the child that finished last is on the path, and before it each child that
 * finished before the last one on the path began. Clocks may disagree a little: an overlap below 1
 * % of the parent counts as "before" where no third sibling begins or ends in it; and an only child
 * on another host keeps its length and is taken to lie inside its caller.
 *
 * <p>A trace whose root is missing may have several roots: they are taken as children of an unseen
 * one, and time in which none of them ran belongs to nobody. Beside a real root, further roots are
 * left out.
 */
public final class CriticalPath {
  private final Trace trace;
  private final FittedTimes times;
  private final int entry;
  private final long[] exclusive;
  private final long[] onPath;
  private final boolean[] member;
  private final Ground[] grounds;
  private final List<Segment> segments;
  private final long durationNanos;

  /**
   * A stretch of the path: in this time, this span was what everybody waited for.
   *
   * @param after the child on the path that ended before it, -1 where the span itself began
   * @param before the child on the path that began after it, -1 where the span itself ended
   */
  public record Segment(int span, long startNanos, long endNanos, int after, int before) {
    public long durationNanos() {
      return endNanos - startNanos;
    }
  }

  private CriticalPath(
      Trace trace, int entry, FittedTimes times, PathWalk walk, long durationNanos) {
    this.trace = trace;
    this.entry = entry;
    this.times = times;
    this.exclusive = walk.exclusive;
    this.onPath = walk.onPath;
    this.member = walk.member;
    this.grounds = walk.grounds;
    this.durationNanos = durationNanos;
    List<Segment> byTime = new ArrayList<>(walk.segments);
    byTime.sort(Comparator.comparingLong(Segment::startNanos).thenComparingInt(Segment::span));
    segments = List.copyOf(byTime);
  }

  /**
   * Of a part of the trace, as if the span were the root.
   *
   * @param entry any span of the trace
   * @param orders what is known of the order of siblings; {@link SiblingOrders#NONE} for CRISP's
   *     own path
   */
  public static CriticalPath below(Trace trace, int entry, SiblingOrders orders) {
    FittedTimes times = FittedTimes.below(trace, entry);
    PathWalk walk = new PathWalk(trace, times, orders);
    walk.from(entry);
    return new CriticalPath(trace, entry, times, walk, trace.durationNanos(entry));
  }

  /** CRISP's path of the whole trace. */
  public static CriticalPath of(Trace trace) {
    return of(trace, SiblingOrders.NONE);
  }

  /** The path of the whole trace, where mined orders decide what time alone cannot. */
  public static CriticalPath of(Trace trace, SiblingOrders orders) {
    FittedTimes times = FittedTimes.of(trace);
    PathWalk walk = new PathWalk(trace, times, orders);
    long duration = 0;
    if (trace.size() > 0 && trace.rootCount() > 1 && trace.lacksRoot()) {
      duration = walk.fromUnseenRoot();
    } else if (trace.size() > 0) {
      duration = trace.durationNanos(0);
      walk.from(0);
    }
    return new CriticalPath(trace, 0, times, walk, duration);
  }

  /** For what the times would have been. */
  Retiming retiming(SiblingOrders orders) {
    return Retiming.of(trace, times, entry, orders);
  }

  /** Whether the span has any part in the path, if only by its descendants. */
  public boolean contains(int span) {
    return member[span];
  }

  /** Why the span is on the path; empty where it is not. */
  public Optional<Ground> ground(int span) {
    return Optional.ofNullable(grounds[span]);
  }

  /**
   * CRISP's exclusive time: the span's length minus that of its children on the path. Sums to the
   * root's duration; below 0 by at most the overlaps that are let pass.
   */
  public long exclusiveNanos(int span) {
    return exclusive[span];
  }

  /** Length of the span's own segments; never negative, and they too sum to the root's duration. */
  public long nanos(int span) {
    return onPath[span];
  }

  /**
   * By time, without gaps or overlaps; times are shifted into the caller's clock where {@link
   * #skewNanos} is not 0.
   */
  public List<Segment> segments() {
    return segments;
  }

  /** What was added to the recorded times to place the span inside its caller; 0 for most. */
  public long skewNanos(int span) {
    return times.shift[span];
  }

  /** The root's duration; of several roots, from the first start to the last end. */
  public long durationNanos() {
    return durationNanos;
  }

  /**
   * Equal for paths that go through the same services and operations in the same order. Depends on
   * nothing else, so it groups traces across runs and machines.
   */
  public long signature() {
    long hash = 0xcbf29ce484222325L;
    for (Segment segment : segments) {
      hash = mix(hash, trace.service(segment.span()));
      hash = mix(hash, trace.operation(segment.span()));
    }
    return hash;
  }

  private static long mix(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (mixed ^ 0xffff) * 0x100000001b3L; // so that "a" + "bc" is not "ab" + "c"
  }
}
