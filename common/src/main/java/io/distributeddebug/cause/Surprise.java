package io.distributeddebug.cause;

import io.distributeddebug.statistics.LogLinearHistogram;

/**
 * How unlikely a duration is among those of a baseline, in nats: minus the logarithm of the share
 * of the baseline that reaches it, once it is shortened by the smallest slowdown of interest.
 * Beyond the largest baseline value the tail falls as a power: one 2 s outlier among 40 calls
 * proves nothing, three of three do.
 */
final class Surprise {
  /** Of a value without reference: what chance gives on average. */
  static final double NEUTRAL = 1;

  private final LogLinearHistogram baseline;
  private final Settings settings;

  Surprise(LogLinearHistogram baseline, Settings settings) {
    this.baseline = baseline;
    this.settings = settings;
  }

  double of(long nanos) {
    double shortened =
        Math.max((double) nanos, (double) settings.floorNanos())
            / (1 + settings.smallestSlowdown());
    if (shortened <= settings.floorNanos()) {
      return 0;
    }
    double count = (double) baseline.count();
    double largest = Math.max((double) baseline.max(), (double) settings.floorNanos());
    if (shortened > largest) {
      return Math.log(count + 1) + settings.tailExponent() * Math.log(shortened / largest);
    }
    double reached = (double) baseline.countAtLeast((long) Math.ceil(shortened));
    return -Math.log((1 + reached) / (count + 1));
  }

  long size() {
    return baseline.count();
  }

  double medianNanos() {
    return Math.max((double) baseline.quantile(0.5), (double) settings.floorNanos());
  }

  /** The shortest duration whose surprise is above {@code nats}. */
  long latenessThreshold(double nats) {
    long low = 0;
    long high = Long.MAX_VALUE / 4;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (of(middle) > nats) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
