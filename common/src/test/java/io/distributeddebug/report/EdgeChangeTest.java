package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Window;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EdgeChangeTest {
  private static final Windows WINDOWS =
      Windows.of(
          new Windows.Found(new Window(3_000, 4_000), ""),
          new Windows.Found(new Window(0, 3_000), ""));

  @Test
  void theSameCallsInAShorterWindowAreNoChange() {
    assertThat(between(calls(300, 3, 20), calls(100, 1, 20))).isEmpty();
  }

  @Test
  void slowerMeansThirtyPercentAndAMillisecond() {
    assertThat(between(calls(300, 0, 20), calls(100, 0, 27))).containsExactly(EdgeChange.SLOWER);
    assertThat(between(calls(300, 0, 20), calls(100, 0, 25))).isEmpty();
    assertThat(between(calls(300, 0, 27), calls(100, 0, 20))).containsExactly(EdgeChange.FASTER);
  }

  @Test
  void moreErrorsNeedMoreThanChance() {
    assertThat(between(calls(300, 0, 20), calls(100, 20, 20)))
        .containsExactly(EdgeChange.MORE_ERRORS);
    assertThat(between(calls(300, 3, 20), calls(100, 3, 20))).isEmpty();
  }

  @Test
  void callsThatAppearOrStopAreMarked() {
    assertThat(between(CallStatistics.NONE, calls(1, 0, 20))).containsExactly(EdgeChange.NEW);
    assertThat(between(calls(300, 0, 20), CallStatistics.NONE)).containsExactly(EdgeChange.GONE);
    assertThat(between(calls(3, 0, 20), CallStatistics.NONE)).isEmpty();
  }

  @Test
  void aRateThatDoublesOrHalvesIsMarked() {
    assertThat(between(calls(300, 0, 20), calls(200, 0, 20)))
        .containsExactly(EdgeChange.MORE_CALLS);
    assertThat(between(calls(300, 0, 20), calls(50, 0, 20)))
        .containsExactly(EdgeChange.FEWER_CALLS);
  }

  private static Set<EdgeChange> between(CallStatistics baseline, CallStatistics incident) {
    return EdgeChange.between(baseline, incident, WINDOWS);
  }

  private static CallStatistics calls(long calls, long errors, long millis) {
    long nanos = millis * 1_000_000;
    return CallStatistics.of(calls, errors, new LatencyQuantiles(nanos, nanos, nanos, nanos));
  }
}
