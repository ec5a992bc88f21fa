package io.distributeddebug.statistics;

import org.apache.commons.math3.special.Gamma;

/**
 * Whether two shares differ: of {@code firstAll} cases {@code first} have something, of {@code
 * secondAll} {@code second}. Fisher's exact test (1934), twice the smaller tail.
 */
public record ShareTest(long first, long firstAll, long second, long secondAll) {
  private static final double NEGLIGIBLE = 1e-18;

  public ShareTest {
    if (first < 0 || second < 0 || first > firstAll || second > secondAll) {
      throw new IllegalArgumentException(
          "Invalid shares: %d of %d, %d of %d".formatted(first, firstAll, second, secondAll));
    }
  }

  public double firstRatio() {
    return firstAll == 0 ? 0 : (double) first / firstAll;
  }

  public double secondRatio() {
    return secondAll == 0 ? 0 : (double) second / secondAll;
  }

  /** Probability that chance alone gives such a difference, to either side. */
  public double chance() {
    long having = first + second;
    long least = Math.max(0, having - firstAll);
    long most = Math.min(having, secondAll);
    if (least == most) {
      return 1;
    }
    return Math.min(1, 2 * Math.min(tail(1, most), tail(-1, least)));
  }

  /** From the observed table on to the more extreme ones, until they no longer count. */
  private double tail(int step, long last) {
    double term = Math.exp(logOfTable(second));
    double sum = term;
    for (long k = second; k != last && term > sum * NEGLIGIBLE; k += step) {
      term *= step > 0 ? up(k) : 1 / up(k - 1);
      sum += term;
    }
    return sum;
  }

  /** The table with k + 1 in the second cell, over that with k. */
  private double up(long k) {
    double having = first + (double) second;
    return (secondAll - k) * (having - k) / ((k + 1.0) * (firstAll - having + k + 1));
  }

  private double logOfTable(long k) {
    long having = first + second;
    return logChoose(secondAll, k)
        + logChoose(firstAll, having - k)
        - logChoose(firstAll + secondAll, having);
  }

  private static double logChoose(long n, long k) {
    return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
  }
}
