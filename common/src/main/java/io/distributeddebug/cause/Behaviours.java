package io.distributeddebug.cause;

import java.util.Collection;
import org.apache.commons.math3.special.Gamma;

/** Were two sets of counts drawn from one behaviour or from two? Dirichlet-multinomial. */
final class Behaviours {
  private static final double[] CONCENTRATIONS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5};

  private Behaviours() {}

  /** Log Bayes factor of "two behaviours" against "one": nats for a change. */
  static double changed(double[] baseline, double[] incident, double concentration) {
    double[] both = new double[baseline.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = baseline[i] + incident[i];
    }
    return evidence(baseline, concentration)
        + evidence(incident, concentration)
        - evidence(both, concentration);
  }

  /**
   * The concentration under which the contexts of a baseline, each with one empty extra cell, are
   * most likely.
   */
  static double concentration(Collection<double[]> contexts) {
    double best = CONCENTRATIONS[CONCENTRATIONS.length - 1];
    double bestEvidence = Double.NEGATIVE_INFINITY;
    boolean any = false;
    for (double concentration : CONCENTRATIONS) {
      double total = 0;
      for (double[] counts : contexts) {
        double sum = 0;
        for (double count : counts) {
          sum += count;
        }
        if (sum >= 2) {
          any = true;
          double[] extended = java.util.Arrays.copyOf(counts, counts.length + 1);
          total += evidence(extended, concentration);
        }
      }
      if (total > bestEvidence) {
        bestEvidence = total;
        best = concentration;
      }
    }
    return any ? best : CONCENTRATIONS[CONCENTRATIONS.length - 1];
  }

  private static double evidence(double[] counts, double concentration) {
    double sum = 0;
    double cells = 0;
    double zero = Gamma.logGamma(concentration);
    for (double count : counts) {
      sum += count;
      if (count > 0) {
        cells += Gamma.logGamma(count + concentration) - zero;
      }
    }
    double all = counts.length * concentration;
    return Gamma.logGamma(all) - Gamma.logGamma(sum + all) + cells;
  }
}
