package io.distributeddebug.pattern;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether events became more or less frequent, by the exact conditional test of two Poisson rates
 * (Przyborowski and Wilenski 1940): of all events, the incident's number is binomial with its share
 * of the exposure. For shares of calls it errs on the side of silence. Events come in bursts, so
 * counts are first divided by the dispersion that the baseline shows between its own slices.
 *
 * @param baselineEvents events before
 * @param baselineExposure what they could have happened in: calls, requests, nanoseconds
 * @param dispersion variance of the baseline's slices over what chance alone gives, at least 1
 */
record CountTest(
    long baselineEvents,
    long baselineExposure,
    long incidentEvents,
    long incidentExposure,
    double dispersion) {
  private static final int ENOUGH_SLICES = 3;
  private static final double MOST_TRIALS = 1e9;
  private static final double UNKNOWN_DISPERSION = 2;
  private static final double LEAST_PROBABILITY = 1e-300;

  /** Probability that chance alone gives the incident so many events, or more. */
  double chanceOfSoMany() {
    long incident = (long) Math.floor(incidentEvents / dispersion);
    return incident <= 0
        ? 1
        : Math.max(LEAST_PROBABILITY, 1 - binomial().cumulativeProbability((int) incident - 1));
  }

  /** Probability that chance alone gives the incident so few events, or fewer. */
  double chanceOfSoFew() {
    int incident = (int) Math.min(trials(), Math.ceil(incidentEvents / dispersion));
    return Math.max(LEAST_PROBABILITY, binomial().cumulativeProbability(incident));
  }

  /** Events that the baseline's rate would have given in the incident. */
  double expected() {
    return baselineExposure == 0
        ? 0
        : (double) baselineEvents / baselineExposure * incidentExposure;
  }

  private int trials() {
    double events = (baselineEvents + incidentEvents) / dispersion;
    return (int) Math.min(MOST_TRIALS, Math.ceil(events));
  }

  private BinomialDistribution binomial() {
    double share = (double) incidentExposure / (baselineExposure + incidentExposure);
    return new BinomialDistribution(null, trials(), Double.isNaN(share) ? 0.5 : share);
  }

  /** One slice of the baseline. */
  record Slice(long events, long exposure) {}

  /**
   * Pearson's statistic over its degrees of freedom, at least 1; 2 where fewer than three slices
   * leave it open.
   */
  static double dispersion(List<Slice> slices) {
    double events = 0;
    double exposure = 0;
    int used = 0;
    for (Slice slice : slices) {
      if (slice.exposure() > 0) {
        events += slice.events();
        exposure += slice.exposure();
        used++;
      }
    }
    if (used < ENOUGH_SLICES) {
      return UNKNOWN_DISPERSION;
    }
    if (events == 0) {
      return 1;
    }
    double pearson = 0;
    for (Slice slice : slices) {
      if (slice.exposure() > 0) {
        double expected = events * slice.exposure() / exposure;
        pearson += (slice.events() - expected) * (slice.events() - expected) / expected;
      }
    }
    return Math.max(1, pearson / (used - 1));
  }
}
