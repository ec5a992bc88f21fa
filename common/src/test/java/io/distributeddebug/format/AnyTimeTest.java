package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1767225600                      | 1767225600000000000
          1767225600.123456789            | 1767225600123456789
          1.7672256E9                     | 1767225600000000000
          1767225600123                   | 1767225600123000000
          1767225600123456                | 1767225600123456000
          1767225600123456789             | 1767225600123456789
          2026-01-01T00:00:00Z            | 1767225600000000000
          2026-01-01T01:00:00.5+01:00     | 1767225600500000000
          2026-01-01T01:00:00.500+0100    | 1767225600500000000
          2026-01-01 00:00:00,123         | 1767225600123000000
          01/Jan/2026:01:00:00 +0100      | 1767225600000000000
          2026/01/01 00:00:00             | 1767225600000000000
          2026/01/01 00:00:00.123456      | 1767225600123456000
          Thu, 1 Jan 2026 00:00:00 GMT    | 1767225600000000000
          Thu Jan  1 00:00:00 2026        | 1767225600000000000
          Jan 01, 2026 1:00:00 AM         | 1767229200000000000
          """)
  void readsEveryWayInWhichLogsWriteATime(String text, long nanos) {
    assertThat(AnyTime.nanos(text)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "12:30", "-", "1e400", "2026-13-01T00:00:00Z", "e"})
  void whatIsNoTimeGivesNone(String text) {
    assertThat(AnyTime.nanos(text)).isEmpty();
  }

  @Test
  void aNumberOfJsonIsReadAsItsText() {
    assertThat(AnyTime.nanos((Object) 1767225600.5)).hasValue(1_767_225_600_500_000_000L);
    assertThat(AnyTime.nanos((Object) 1767225600123.0)).hasValue(1_767_225_600_123_000_000L);
  }

  @Property
  void millisecondsOfThisCenturyAreNeverTakenForAnotherUnit(
      @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_800_000L) long millis) {
    assertThat(AnyTime.nanos(Long.toString(millis))).hasValue(millis * 1_000_000);
  }
}
