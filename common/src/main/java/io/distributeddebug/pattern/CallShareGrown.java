package io.distributeddebug.pattern;

import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.TrafficComparison.CallPair;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Edges of which a larger share of the calls shows something than before: {@link CountTest},
 * Bonferroni over the edges, 1 in 100 for all together.
 *
 * @param leastRise rise of the share, in points of 0..1, below which it does not matter
 * @param leastFactor growth of the share below which it does not matter
 * @param leastEvents calls that show it below which nothing is said
 */
record CallShareGrown(double leastRise, double leastFactor, long leastEvents) {
  private static final double FALSE_ALARMS = 0.01;

  /** Hands each such key of calls out with the probability of a false alarm. */
  void find(
      Observations seen, ToLongFunction<CallTally> events, BiConsumer<CallPair, Double> found) {
    List<CallPair> pairs = seen.traffic().calls();
    for (CallPair pair : pairs) {
      long before = events.applyAsLong(pair.baseline());
      long during = events.applyAsLong(pair.incident());
      double share = share(during, pair.incident().calls());
      double usual = share(before, pair.baseline().calls());
      boolean isEnough =
          during >= leastEvents && share - usual >= leastRise && share >= leastFactor * usual;
      if (!isEnough || pair.baseline().calls() == 0) {
        continue;
      }
      double dispersion = Dispersion.ofCalls(seen.traffic().baselineSlices(), pair.key(), events);
      double chance =
          pairs.size()
              * new CountTest(
                      before, pair.baseline().calls(), during, pair.incident().calls(), dispersion)
                  .chanceOfSoMany();
      if (chance <= FALSE_ALARMS) {
        found.accept(pair, chance);
      }
    }
  }

  static double share(long events, long calls) {
    return calls == 0 ? 0 : (double) events / calls;
  }
}
