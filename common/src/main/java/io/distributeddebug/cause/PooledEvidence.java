package io.distributeddebug.cause;

import io.distributeddebug.statistics.LogLinearHistogram;
import org.apache.commons.math3.special.Gamma;

/**
 * Surprises of many values judged together (Fisher): under chance their sum follows a Gamma
 * distribution. Healthy values dilute it, which is wanted.
 *
 * @param sum of surprises in nats
 * @param excessNanos time above the baseline's median
 */
record PooledEvidence(double sum, long count, double excessNanos) {
  static final PooledEvidence NONE = new PooledEvidence(0, 0, 0);

  private static final double UNDERFLOW = 1e-290;

  static PooledEvidence of(LogLinearHistogram incident, Surprise surprise) {
    double[] sums = new double[2];
    incident.forEach(
        (value, times) -> {
          sums[0] += (double) times * surprise.of(value);
          sums[1] += (double) times * Math.max(0, (double) value - surprise.medianNanos());
        });
    return new PooledEvidence(sums[0], incident.count(), sums[1]);
  }

  /** Values without a reference say nothing. */
  static PooledEvidence neutral(long count) {
    return new PooledEvidence(Surprise.NEUTRAL * (double) count, count, 0);
  }

  PooledEvidence plus(PooledEvidence other) {
    return new PooledEvidence(
        sum + other.sum, count + other.count, excessNanos + other.excessNanos);
  }

  /** -ln of the probability that chance alone gives such a sum. */
  double nats() {
    return tail(sum, count);
  }

  /** -ln P(Gamma(count, 1) >= sum), by its asymptote where the probability underflows. */
  static double tail(double sum, long count) {
    if (count == 0 || sum <= count) {
      return 0;
    }
    double probability = Gamma.regularizedGammaQ((double) count, sum);
    if (probability > UNDERFLOW) {
      return -Math.log(probability);
    }
    return sum
        - (double) (count - 1) * Math.log(sum)
        + Gamma.logGamma((double) count)
        - Math.log1p((double) (count - 1) / sum);
  }
}
