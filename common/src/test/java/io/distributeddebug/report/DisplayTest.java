package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.finding.Unit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DisplayTest {
  @Test
  void durationsHaveThreeDigitsAndTheUnitThatFits() {
    assertThat(Display.duration(0)).isEqualTo("0 ns");
    assertThat(Display.duration(850)).isEqualTo("850 ns");
    assertThat(Display.duration(12_345)).isEqualTo("12.3 µs");
    assertThat(Display.duration(59_000_000)).isEqualTo("59 ms");
    assertThat(Display.duration(1_840_000_000)).isEqualTo("1.84 s");
    assertThat(Display.duration(200_000_000_000L)).isEqualTo("3 min 20 s");
    assertThat(Display.duration(3_600_000_000_000L)).isEqualTo("1 h");
    assertThat(Display.duration(7 * 86_400_000_000_000L)).isEqualTo("7 d");
    assertThat(Display.duration(-5_000_000)).isEqualTo("−5 ms");
  }

  @Property
  void everyDurationCanBeShown(@ForAll long nanos) {
    assertThat(Display.duration(nanos))
        .matches("−?[\\d.,]+ (ns|µs|ms|s|min|h|d)( \\d+ (s|min|h))?");
  }

  @Test
  void sharesAreNeverRoundedToCertainty() {
    assertThat(Display.ratio(0.118)).isEqualTo("11.8 %");
    assertThat(Display.ratio(0.99999)).isEqualTo("99.9 %");
    assertThat(Display.ratio(1)).isEqualTo("100 %");
    assertThat(Display.ratio(Double.NaN)).isEqualTo("unknown");
    assertThat(Display.confidence(0.9999)).isEqualTo("99 %");
    assertThat(Display.confidence(0.001)).isEqualTo("< 1 %");
    assertThat(Display.confidence(0)).isEqualTo("0 %");
  }

  @Test
  void valuesCarryTheirUnit() {
    assertThat(Display.value(1_402, Unit.COUNT)).isEqualTo("1,402");
    assertThat(Display.value(2.5e9, Unit.BYTES)).isEqualTo("2.5 GB");
    assertThat(Display.value(38, Unit.PER_SECOND)).isEqualTo("38/s");
    assertThat(Display.value(Double.POSITIVE_INFINITY, Unit.NATS)).isEqualTo("unknown");
  }
}
