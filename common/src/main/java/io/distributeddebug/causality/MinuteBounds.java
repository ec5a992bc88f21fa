package io.distributeddebug.causality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tightest bounds on an offset that the calls of one minute give. A few are kept on each side:
 * a call that contradicts all others (a server that worked on after its caller had gone) is left
 * out, as in Marzullo's algorithm, which finds the offset that most sources agree on.
 */
final class MinuteBounds implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 8;

  /** Above this share of contradicting calls the clock itself is in doubt. */
  private static final double MOST_CONTRADICTIONS = 0.05;

  private static final Comparator<Bound> SMALLEST =
      Comparator.comparingLong(Bound::nanos).thenComparing(Bound::traceId);
  private static final Comparator<Bound> LARGEST =
      Comparator.comparingLong((Bound bound) -> -bound.nanos()).thenComparing(Bound::traceId);

  private final ArrayList<Bound> lowers = new ArrayList<>();
  private final ArrayList<Bound> uppers = new ArrayList<>();
  private long calls;

  private record Bound(long nanos, String traceId) implements Serializable {}

  void count() {
    calls++;
  }

  void atLeast(long nanos, String traceId) {
    keep(lowers, new Bound(nanos, traceId), LARGEST);
  }

  void atMost(long nanos, String traceId) {
    keep(uppers, new Bound(nanos, traceId), SMALLEST);
  }

  private static void keep(List<Bound> bounds, Bound bound, Comparator<Bound> tightest) {
    if (bounds.size() == KEPT && tightest.compare(bound, bounds.get(KEPT - 1)) >= 0) {
      return;
    }
    int at = bounds.size();
    while (at > 0 && tightest.compare(bound, bounds.get(at - 1)) < 0) {
      at--;
    }
    bounds.add(at, bound);
    if (bounds.size() > KEPT) {
      bounds.remove(KEPT);
    }
  }

  void merge(MinuteBounds other) {
    calls += other.calls;
    other.lowers.forEach(bound -> keep(lowers, bound, LARGEST));
    other.uppers.forEach(bound -> keep(uppers, bound, SMALLEST));
  }

  /** With as few calls left out as can be; without bounds where too many would have to be. */
  ClockOffset offset(HostPair pair, long fromUnixNanos, long toUnixNanos) {
    int most = (int) Math.min(KEPT, Math.max(1, MOST_CONTRADICTIONS * calls));
    for (int leftOut = 0; leftOut <= most; leftOut++) {
      for (int ofLowers = 0; ofLowers <= leftOut; ofLowers++) {
        int ofUppers = leftOut - ofLowers;
        if (ofLowers <= lowers.size()
            && ofUppers <= uppers.size()
            && nanos(lowers, ofLowers, Long.MIN_VALUE) <= nanos(uppers, ofUppers, Long.MAX_VALUE)) {
          return new ClockOffset(
              pair,
              fromUnixNanos,
              toUnixNanos,
              nanos(lowers, ofLowers, Long.MIN_VALUE),
              nanos(uppers, ofUppers, Long.MAX_VALUE),
              calls,
              leftOut,
              example(ofLowers, ofUppers));
        }
      }
    }
    return new ClockOffset(
        pair,
        fromUnixNanos,
        toUnixNanos,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        calls,
        calls,
        example(1, 0));
  }

  private String example(int ofLowers, int ofUppers) {
    if (ofLowers > 0 && !lowers.isEmpty()) {
      return lowers.get(0).traceId();
    }
    return ofUppers > 0 && !uppers.isEmpty() ? uppers.get(0).traceId() : "";
  }

  /** All left out: the bound of a side that has been used up is none. */
  private static long nanos(List<Bound> bounds, int leftOut, long none) {
    return leftOut < bounds.size() ? bounds.get(leftOut).nanos() : none;
  }
}
