package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;

/**
 * When requests come in: more by day than by night, some minutes busier than others, at random
 * within a minute. Drawn minute by minute, so any stretch of time can be drawn alone.
 */
final class Load {
  private static final long MINUTE = 60_000_000_000L;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final double BUSIEST_HOUR = 14;

  /** Takes an arrival; {@code key} makes everything about the request. */
  interface Door {
    void knock(long unixNanos, long key);
  }

  private final long seed;
  private final Window window;
  private final double requestsPerWeight;

  /** So many requests, expected, over the whole window. */
  Load(long seed, Window window, double requests) {
    this.seed = seed;
    this.window = window;
    double weights = 0;
    for (long minute = minuteOf(window.fromUnixNanos());
        minute * MINUTE < window.toUnixNanos();
        minute++) {
      weights += weight(minute) * shareInside(minute);
    }
    this.requestsPerWeight = weights == 0 ? 0 : requests / weights;
  }

  /** All arrivals from {@code from} to {@code to}, which may lie outside the window. */
  void arrivals(long from, long to, Door door) {
    for (long minute = minuteOf(from); minute * MINUTE < to; minute++) {
      long minuteSeed = Dice.hash(seed, minute);
      Dice dice = new Dice(minuteSeed);
      double perMinute = requestsPerWeight * weight(minute);
      double at = dice.exponential() / perMinute;
      for (long i = 0; at < 1; i++) {
        long time = minute * MINUTE + (long) (at * MINUTE);
        if (time >= from && time < to) {
          door.knock(time, Dice.hash(minuteSeed, i));
        }
        at += dice.exponential() / perMinute;
      }
    }
  }

  private double weight(long minute) {
    double hour = Math.floorMod(minute * MINUTE, DAY) / (60.0 * MINUTE);
    double day = 1 + 0.5 * StrictMath.cos((hour - BUSIEST_HOUR) * StrictMath.PI / 12);
    return day * new Dice(Dice.hash(seed, minute, 5)).lognormal(0.08);
  }

  private double shareInside(long minute) {
    long from = Math.max(window.fromUnixNanos(), minute * MINUTE);
    long to = Math.min(window.toUnixNanos(), (minute + 1) * MINUTE);
    return (to - from) / (double) MINUTE;
  }

  private static long minuteOf(long unixNanos) {
    return Math.floorDiv(unixNanos, MINUTE);
  }
}
