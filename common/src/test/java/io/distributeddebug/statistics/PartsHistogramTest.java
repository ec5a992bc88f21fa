package io.distributeddebug.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartsHistogramTest {
  @Test
  void aroundAQuantileStandsWhatTheValuesThereAreMadeOf() {
    PartsHistogram histogram = new PartsHistogram();
    for (int i = 0; i < 90; i++) {
      histogram.add(10, parts(Map.of("a", 7L, "b", 3L)));
    }
    for (int i = 0; i < 10; i++) {
      histogram.add(100, parts(Map.of("a", 10L, "c", 90L)));
    }
    assertThat(histogram.around(0.5, 0.1).parts()).isEqualTo(Map.of("a", 7.0, "b", 3.0));
    assertThat(histogram.around(0.95, 0.02).parts()).isEqualTo(Map.of("a", 10.0, "c", 90.0));
    assertThat(histogram.around(0.95, 0.02).mean()).isEqualTo(100);
    assertThat(histogram.mean().part("a")).isCloseTo(7.3, within(1e-9));
    assertThat(new PartsHistogram().mean().mean()).isZero();
  }

  @Property(tries = 200)
  void partsAddUpAndMergingIsExact(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 2_000_000) Integer> values) {
    PartsHistogram whole = new PartsHistogram();
    PartsHistogram one = new PartsHistogram();
    PartsHistogram other = new PartsHistogram();
    double sum = 0;
    for (int value : values) {
      sum += value;
      SortedMap<String, Long> parts = parts(Map.of("half", value / 2L, "rest", value - value / 2L));
      whole.add(value, parts);
      (value % 2 == 0 ? one : other).add(value, parts);
    }
    one.merge(other);
    assertThat(whole.mean().mean()).isCloseTo(sum / values.size(), within(1e-6 * (1 + sum)));
    for (double quantile : new double[] {0.5, 0.95, 0.99}) {
      PartsHistogram.Mean mean = whole.around(quantile, 0.05);
      assertThat(one.around(quantile, 0.05)).isEqualTo(mean);
      assertThat(mean.parts().values().stream().mapToDouble(Double::doubleValue).sum())
          .isCloseTo(mean.mean(), within(1e-9 * (1 + mean.mean())));
    }
  }

  private static SortedMap<String, Long> parts(Map<String, Long> parts) {
    return new TreeMap<>(parts);
  }
}
