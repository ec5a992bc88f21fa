package io.distributeddebug.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LittlesLawTest {
  private static final long SECOND = 1_000_000_000L;

  /** Four requests of half a second each, two of them at the same time, in two seconds. */
  @Test
  void inFlightIsArrivalRateTimesResidenceTime() {
    LittlesLaw law = new LittlesLaw(4, 2 * SECOND, 2 * SECOND);
    assertThat(law.arrivalsPerSecond()).isEqualTo(2);
    assertThat(law.inFlight()).isEqualTo(1);
    assertThat(law.residenceNanos(law.inFlight())).isCloseTo(0.5e9, within(1e-3));
  }

  @Test
  void whatAMetricCountsBeyondTheSpansTellsWhatTheyDoNotShow() {
    LittlesLaw tenPercentSampled = new LittlesLaw(10, SECOND, 10 * SECOND);
    assertThat(tenPercentSampled.shownRatio(1.0)).isCloseTo(0.1, within(1e-9));
    assertThat(tenPercentSampled.shownRatio(0)).isZero();
    assertThat(new LittlesLaw(0, 0, SECOND).residenceNanos(3)).isZero();
  }

  @Test
  void aStretchOfNoTimeIsRefused() {
    assertThatThrownBy(() -> new LittlesLaw(1, 1, 0))
        .hasMessage("Invalid load: 1 arrivals, 1 ns busy in 0 ns");
  }
}
