package io.distributeddebug.causality;

/**
 * Where the offset of one clock against another lies, both ends included.
 *
 * @param lowerNanos {@link Long#MIN_VALUE}: not bounded
 * @param upperNanos {@link Long#MAX_VALUE}: not bounded
 */
record ClockInterval(long lowerNanos, long upperNanos) {
  static final ClockInterval SAME = new ClockInterval(0, 0);

  boolean isBounded() {
    return lowerNanos != Long.MIN_VALUE && upperNanos != Long.MAX_VALUE;
  }

  long widthNanos() {
    return upperNanos - lowerNanos;
  }

  /** Of the other clock against this one. */
  ClockInterval reversed() {
    return new ClockInterval(
        upperNanos == Long.MAX_VALUE ? Long.MIN_VALUE : -upperNanos,
        lowerNanos == Long.MIN_VALUE ? Long.MAX_VALUE : -lowerNanos);
  }

  /** Of a clock that is ahead by {@code next} of one that is ahead by this; both bounded. */
  ClockInterval plus(ClockInterval next) {
    return new ClockInterval(lowerNanos + next.lowerNanos, upperNanos + next.upperNanos);
  }

  /** The offset that is assumed: none where there may be none, else the middle. */
  long assumedNanos() {
    return lowerNanos <= 0 && upperNanos >= 0 ? 0 : lowerNanos + widthNanos() / 2;
  }

  /** How far the true offset can be from the assumed one. */
  long uncertaintyNanos() {
    return Math.max(assumedNanos() - lowerNanos, upperNanos - assumedNanos());
  }
}
