package io.distributeddebug.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Many questions at once: Benjamini and Hochberg 1995. */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /** For each chance, the share of false ones among all answers that are at least as sure. */
  public static double[] adjusted(double[] chances) {
    int size = chances.length;
    int[] byChance =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> chances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[size];
    double least = 1;
    for (int rank = size; rank >= 1; rank--) {
      int place = byChance[rank - 1];
      least = Math.min(least, chances[place] * size / rank);
      adjusted[place] = least;
    }
    return adjusted;
  }
}
