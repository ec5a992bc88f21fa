package io.distributeddebug.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

/** The tests that tell a difference from chance, against other implementations of them. */
class TwoSampleTestsTest {
  @Property(tries = 200)
  void sharesAreJudgedByFishersExactTest(
      @ForAll @IntRange(min = 1, max = 60) int firstAll,
      @ForAll @IntRange(min = 1, max = 60) int secondAll,
      @ForAll long seed) {
    Random random = new Random(seed);
    int first = random.nextInt(firstAll + 1);
    int second = random.nextInt(secondAll + 1);
    HypergeometricDistribution table =
        new HypergeometricDistribution(null, firstAll + secondAll, first + second, secondAll);
    double expected =
        Math.min(
            1,
            2
                * Math.min(
                    table.cumulativeProbability(second), table.upperCumulativeProbability(second)));
    assertThat(new ShareTest(first, firstAll, second, secondAll).chance())
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void manyCasesAreJudgedAsFast() {
    ShareTest same = new ShareTest(1_000_000, 3_000_000, 2_000_000, 6_000_000);
    assertThat(same.chance()).isGreaterThan(0.9);
    assertThat(new ShareTest(1_000_000, 3_000_000, 2_010_000, 6_000_000).chance()).isLessThan(1e-6);
  }

  @Property(tries = 100)
  void timesAreJudgedByRanks(@ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int size) {
    Random random = new Random(seed);
    // Below 32 each value has a bucket of its own, and none comes twice.
    long[] all = LongStream.range(0, 30).toArray();
    for (int i = all.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    int cut = 10 + size % 11;
    long[] one = Arrays.copyOf(all, cut);
    long[] other = Arrays.copyOfRange(all, cut, all.length);
    double expected =
        new MannWhitneyUTest()
            .mannWhitneyUTest(
                LongStream.of(one).asDoubleStream().toArray(),
                LongStream.of(other).asDoubleStream().toArray());
    double chance =
        RankSumTest.of(LogLinearHistogram.of(one), LogLinearHistogram.of(other)).chance(1);
    assertThat(chance).isCloseTo(expected, within(1e-6));
  }

  @Test
  void equalSamplesDoNotDiffer() {
    LogLinearHistogram sample = LogLinearHistogram.of(5, 5, 9, 1000, 70_000);
    assertThat(RankSumTest.of(sample, sample).chance(1)).isEqualTo(1);
    assertThat(RankSumTest.of(sample, new LogLinearHistogram()).z()).isZero();
  }

  @Test
  void ofManyQuestionsThoseThatChanceAnswersAreTakenOff() {
    assertThat(FalseDiscovery.adjusted(new double[] {0.04, 0.001, 0.03, 0.5}))
        .containsExactly(new double[] {0.16 / 3, 0.004, 0.16 / 3, 0.5}, within(1e-12));
    assertThat(FalseDiscovery.adjusted(new double[0])).isEmpty();
  }
}
