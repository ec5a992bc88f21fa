package io.distributeddebug.statistics;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution. */
final class Normal {
  private Normal() {}

  /** Probability of a value at least so far from 0. */
  static double bothTails(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
