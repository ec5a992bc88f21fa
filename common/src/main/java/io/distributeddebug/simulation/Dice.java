package io.distributeddebug.simulation;

/**
 * A stream of pseudo-random numbers (splitmix64) that can be branched by key, so that what one
 * request draws does not depend on what others draw or on which machine simulates it.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood 2014</a>
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TAIL_SHARE = 0.008;
  private static final double TAIL_LIMIT = 40;

  private long state;

  Dice(long seed) {
    state = seed;
  }

  static long hash(long a, long b) {
    return mix(mix(a + GOLDEN) ^ (b * 0xD1B54A32D192ED03L + GOLDEN));
  }

  static long hash(long a, long b, long c) {
    return hash(hash(a, b), c);
  }

  /** In 0..1, the upper end excluded. */
  static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  double unit() {
    return unit(nextLong());
  }

  boolean chance(double probability) {
    return probability >= 1 || (probability > 0 && unit() < probability);
  }

  int below(int bound) {
    return (int) (unit() * bound);
  }

  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Nearly a standard normal deviate: the sum of four 16-bit uniforms, so never beyond 3.5. */
  double normal() {
    long bits = nextLong();
    double sum =
        (bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF) + (bits >>> 48);
    return (sum / 65536.0 - 2) * 1.7320508075688772;
  }

  /** Log-normal with median 1. StrictMath: the same bits on every machine. */
  double lognormal(double sigma) {
    return StrictMath.exp(sigma * normal());
  }

  /** Exponential with mean 1. */
  double exponential() {
    return -StrictMath.log(1 - unit());
  }

  /**
   * A service time: log-normal around its median; 8 in 1000 are 3 to 40 times as long, as garbage
   * collections, cold caches and lock waits make them.
   */
  long serviceNanos(double medianMillis) {
    double millis = medianMillis * lognormal(0.28);
    if (chance(TAIL_SHARE)) {
      millis *= Math.min(TAIL_LIMIT, 3 * StrictMath.pow(1 - unit(), -0.7));
    }
    return Math.max(1_000, (long) (millis * 1e6));
  }
}
