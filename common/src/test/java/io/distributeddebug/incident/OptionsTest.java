package io.distributeddebug.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final Window INCIDENT =
      Window.of(Instant.parse("2026-01-05T08:30:00Z"), Instant.parse("2026-01-05T08:40:00Z"));

  @ParameterizedTest
  @CsvSource({"90s,PT1M30S", "15m,PT15M", "1h,PT1H", "7d,PT168H", "1h30m,PT1H30M", "pt15m,PT15M"})
  void readsDurations(String written, String expected) {
    assertThat(Durations.parse(written)).isEqualTo(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "m", "15x", "-5m", "15m later", "1h 5m", "PT", "99999999999s"})
  void refusesWhatIsNoDuration(String written) {
    assertThatThrownBy(() -> Durations.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid duration: '" + written + "', ");
  }

  @Test
  void saysWhatADurationLooksLike() {
    assertThatThrownBy(() -> Durations.parse("15x"))
        .hasMessage(
            "Invalid duration: '15x', write a number with a unit, such as 90s, 15m, 1h or 7d, or"
                + " ISO-8601");
    assertThatThrownBy(() -> Durations.parse("0s"))
        .hasMessage("Invalid duration: '0s', must be above zero, such as 15m");
  }

  @Test
  void readsAnInstantInAnyZone() {
    assertThat(AlarmTime.parse("2026-01-05T09:30:00+01:00"))
        .hasValue(Window.unixNanos(Instant.parse("2026-01-05T08:30:00Z")));
    assertThat(AlarmTime.parse("incident-start")).isEmpty();
  }

  @Test
  void refusesAnInstantWithoutZone() {
    assertThatThrownBy(() -> AlarmTime.parse("2026-01-05T08:30:00"))
        .hasMessage(
            "Invalid instant: '2026-01-05T08:30:00', write ISO-8601 with its zone, such as"
                + " 2026-01-05T08:30:00Z, or incident-start");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T07:00:00Z/2026-01-05T07:30:00Z,2026-01-05T07:00:00Z,2026-01-05T07:30:00Z",
    "20m,2026-01-05T08:10:00Z,2026-01-05T08:30:00Z",
    "same-time-yesterday,2026-01-04T08:30:00Z,2026-01-04T08:40:00Z",
    "last-week,2025-12-29T08:30:00Z,2025-12-29T08:40:00Z"
  })
  void placesTheBaseline(String written, Instant from, Instant to) {
    assertThat(BaselineChoice.parse(written).around(INCIDENT)).isEqualTo(Window.of(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "/", "a/b", "2026-01-05T08:00:00Z/2026-01-05T07:00:00Z"})
  void refusesABaselineThatItCannotPlace(String written) {
    assertThatThrownBy(() -> BaselineChoice.parse(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsCorrelations() {
    assertThat(Correlation.parse("flow, TIMING,flow"))
        .isEqualTo(List.of(Correlation.FLOW, Correlation.TIMING));
    assertThatThrownBy(() -> Correlation.parse("timming"))
        .hasMessage(
            "Invalid correlation: 'timming', one or more of timing, causation, dependency, flow");
  }

  @Test
  void namesTheNearestServices() {
    NearestNames names =
        NearestNames.of(List.of("payment", "payment-gateway", "cart", "inventory-service"));
    assertThat(names.unknownService("paymnt"))
        .isEqualTo("Cannot find service 'paymnt' in the lake: did you mean 'payment'?");
    assertThat(names.to("Inventory_Service", 3)).containsExactly("inventory-service");
    assertThat(names.to("inventory", 3)).containsExactly("inventory-service");
    assertThat(names.unknownService("zzzzzz"))
        .isEqualTo(
            "Cannot find service 'zzzzzz' in the lake: it has 4 services, such as 'cart',"
                + " 'inventory-service', 'payment'");
  }
}
