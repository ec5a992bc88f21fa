package io.distributeddebug.statistics;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether values of one sample tend to be larger than those of another, whatever their
 * distribution: Mann and Whitney 1947, normal approximation with correction for ties, on the
 * buckets of histograms. Values of one bucket (1.6 %) are ties.
 *
 * @param z standard deviations by which the second sample ranks higher than chance gives; 0 where a
 *     sample is empty
 */
public record RankSumTest(double z) {

  public static RankSumTest of(LogLinearHistogram first, LogLinearHistogram second) {
    SortedMap<Long, long[]> counts = new TreeMap<>();
    first.forEach((value, count) -> counts.computeIfAbsent(value, v -> new long[2])[0] += count);
    second.forEach((value, count) -> counts.computeIfAbsent(value, v -> new long[2])[1] += count);
    double n = first.count();
    double m = second.count();
    double wins = 0;
    double below = 0;
    double ties = 0;
    for (long[] bucket : counts.values()) {
      wins += bucket[1] * (below + bucket[0] / 2.0);
      below += bucket[0];
      double tied = bucket[0] + (double) bucket[1];
      ties += tied * tied * tied - tied;
    }
    double all = n + m;
    double variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
    return new RankSumTest(
        n == 0 || m == 0 || !(variance > 0) ? 0 : (wins - n * m / 2) / Math.sqrt(variance));
  }

  /**
   * Probability that chance alone gives such a difference, to either side.
   *
   * @param independentRatio 0..1, how many independent values each value counts for
   */
  public double chance(double independentRatio) {
    return Normal.bothTails(z * Math.sqrt(independentRatio));
  }
}
