package io.distributeddebug.causality;

import java.io.Serializable;

/**
 * How far the clock of a host is ahead of another's, for a time: somewhere from {@code lowerNanos}
 * to {@code upperNanos}, both included. Two events on these hosts whose times are no further apart
 * than that can have come in either order.
 *
 * @param lowerNanos {@link Long#MIN_VALUE}: not bounded
 * @param upperNanos {@link Long#MAX_VALUE}: not bounded
 * @param calls that were looked at
 * @param contradictions calls that no offset agrees with, given the others: an impossible order
 * @param contradictingTrace one of them, empty without
 */
public record ClockOffset(
    HostPair pair,
    long fromUnixNanos,
    long toUnixNanos,
    long lowerNanos,
    long upperNanos,
    long calls,
    long contradictions,
    String contradictingTrace)
    implements Serializable {

  /** Bounded on both sides. */
  public boolean isKnown() {
    return lowerNanos != Long.MIN_VALUE && upperNanos != Long.MAX_VALUE;
  }

  /** Neither side is bounded: no offset meets the calls, or none tells. */
  public boolean isUnknown() {
    return lowerNanos == Long.MIN_VALUE && upperNanos == Long.MAX_VALUE;
  }

  /** The middle, 0 where it is not known. */
  public long middleNanos() {
    return isKnown() ? lowerNanos + (upperNanos - lowerNanos) / 2 : 0;
  }

  /** Certainly not the same time on both. */
  public boolean isApart() {
    return lowerNanos > 0 || upperNanos < 0;
  }

  boolean canJoin(ClockOffset next, long mostNanos) {
    return !isUnknown()
        && !next.isUnknown()
        && next.toUnixNanos - fromUnixNanos <= mostNanos
        && Math.max(lowerNanos, next.lowerNanos) <= Math.min(upperNanos, next.upperNanos);
  }

  ClockOffset joined(ClockOffset next) {
    return new ClockOffset(
        pair,
        fromUnixNanos,
        next.toUnixNanos,
        Math.max(lowerNanos, next.lowerNanos),
        Math.min(upperNanos, next.upperNanos),
        calls + next.calls,
        contradictions + next.contradictions,
        contradictingTrace.isEmpty() ? next.contradictingTrace : contradictingTrace);
  }
}
