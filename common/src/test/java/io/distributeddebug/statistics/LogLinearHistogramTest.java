package io.distributeddebug.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LogLinearHistogramTest {
  @Provide
  Arbitrary<List<Long>> durations() {
    return Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 10_000_000_000L),
            Arbitraries.longs().between(0, Long.MAX_VALUE / 1000))
        .list()
        .ofMinSize(1)
        .ofMaxSize(200);
  }

  @Property
  void aQuantileIsWithinOneSixtyFourthOfTheTrueOne(
      @ForAll("durations") List<Long> values, @ForAll @DoubleRange(min = 0, max = 1) double q) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.max(1, Math.ceil(q * sorted.size()));
    double truth = sorted.get(rank - 1);
    assertThat((double) histogram(values).quantile(q))
        .isBetween(truth * (1 - 1 / 64.0), truth * (1 + 1 / 64.0));
  }

  @Property
  void mergingGivesTheHistogramOfTheUnionInAnyOrder(
      @ForAll("durations") List<Long> one, @ForAll("durations") List<Long> two, @ForAll long seed) {
    List<Long> union = new ArrayList<>(one);
    union.addAll(two);
    Collections.shuffle(union, new Random(seed));
    LogLinearHistogram forward = histogram(one);
    forward.merge(histogram(two));
    LogLinearHistogram backward = histogram(two);
    backward.merge(histogram(one));
    assertThat(forward).isEqualTo(histogram(union)).isEqualTo(backward);
    assertThat(forward.toBytes()).isEqualTo(backward.toBytes());
  }

  @Property
  void bytesGiveTheSameHistogramBack(@ForAll("durations") List<Long> values) {
    LogLinearHistogram histogram = histogram(values);
    LogLinearHistogram back = LogLinearHistogram.fromBytes(histogram.toBytes());
    assertThat(back).isEqualTo(histogram);
    assertThat(back.count()).isEqualTo(values.size());
    assertThat(back.sum()).isEqualTo(values.stream().mapToLong(Long::longValue).sum());
    assertThat(back.min()).isEqualTo(Collections.min(values));
    assertThat(back.max()).isEqualTo(Collections.max(values));
  }

  @Property
  void everyValueLiesInTheBucketThatItsMiddleLiesIn(
      @ForAll @net.jqwik.api.constraints.LongRange(min = 0) long value) {
    int bucket = LogLinearHistogram.bucketOf(value);
    long middle = LogLinearHistogram.middleOf(bucket);
    assertThat(LogLinearHistogram.bucketOf(middle)).isEqualTo(bucket);
    assertThat(Math.abs(middle - value)).isLessThanOrEqualTo(value / 64);
  }

  @Test
  void countsWhatIsAtLeastAValue() {
    LogLinearHistogram histogram = LogLinearHistogram.of(1, 2, 3, 1_000, 2_000, 1_000_000);
    assertThat(histogram.countAtLeast(0)).isEqualTo(6);
    assertThat(histogram.countAtLeast(3)).isEqualTo(4);
    assertThat(histogram.countAtLeast(1_500)).isEqualTo(2);
    assertThat(histogram.countAtLeast(1_000_001)).isZero();
  }

  @Test
  void handsOutItsBucketsByValue() {
    LogLinearHistogram histogram = LogLinearHistogram.of(7, 3, 7);
    List<String> buckets = new ArrayList<>();
    histogram.forEach((value, count) -> buckets.add(value + "x" + count));
    assertThat(buckets).containsExactly("3x1", "7x2");
  }

  @Test
  void aNegativeValueCountsAsZeroAndHugeOnesFit() {
    LogLinearHistogram histogram = LogLinearHistogram.of(-5, Long.MAX_VALUE);
    assertThat(histogram.min()).isZero();
    assertThat(histogram.quantile(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void cannotTellAQuantileOfNothing() {
    assertThatThrownBy(() -> new LogLinearHistogram().quantile(0.5))
        .hasMessage("Cannot tell a quantile of no values");
  }

  @Test
  void refusesTornBytes() {
    byte[] torn = java.util.Arrays.copyOf(LogLinearHistogram.of(1, 2, 3).toBytes(), 6);
    assertThatThrownBy(() -> LogLinearHistogram.fromBytes(torn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid histogram: 6 bytes, more are announced");
  }

  private static LogLinearHistogram histogram(List<Long> values) {
    LogLinearHistogram histogram = new LogLinearHistogram();
    values.forEach(histogram::add);
    return histogram;
  }
}
