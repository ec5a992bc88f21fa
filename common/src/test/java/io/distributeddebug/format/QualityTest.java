package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B22, B23: what is doubtful about a record, rule by rule. */
class QualityTest {
  private static final long GOOD = 1_767_225_600_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "1767225600000000000, 1767225600000000001, ''",
    "1767225600000000000, 1767225600000000000, ''",
    "0,                   1767225600000000000, no-time",
    "-6795364578871345152, 1767225600000000000, no-time",
    "1767225600000000000, 0,                   no-time",
    "1767225600000000000, 1767225599999999999, negative-duration",
    "1767225600000000000, 1769817600000000000, ''",
    "1767225600000000000, 1769817600000000001, long-duration",
    "1767225600000000000, 1801785600000000000, long-duration",
    "1767225600000000,    1767225600000001,    'far-time,time-unit'",
    "1767225600000,       1767225600001,       'far-time,time-unit'",
    "1767225600,          1767225601,          'far-time,time-unit'",
    "900000000000000000,  900000000000000001,  far-time",
    "4102444800000000001, 4102444800000000002, far-time",
    "9223372036854775807, 9223372036854775807, far-time",
  })
  void theTimesOfASpan(long start, long end, String flags) {
    assertThat(Quality.of(span("cart", "", start, end))).isEqualTo(flags);
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600000000000, ''",
    "0, no-time",
    "-1, no-time",
    "1767225600000000, 'far-time,time-unit'",
    "1767225600000, 'far-time,time-unit'",
    "1767225600, 'far-time,time-unit'",
    "900000000000000000, far-time",
  })
  void theTimeOfALogOrPoint(long time, String flags) {
    assertThat(Quality.ofTime(time)).isEqualTo(flags);
  }

  @Test
  void aSpanOfNobodyAndOneThatIsItsOwnParent() {
    assertThat(Quality.of(span("", "", GOOD, GOOD))).isEqualTo("no-service");
    assertThat(Quality.of(span("cart", "2".repeat(16), GOOD, GOOD))).isEqualTo("own-parent");
    assertThat(Quality.of(span("", "2".repeat(16), GOOD, GOOD + 400 * DAY)))
        .isEqualTo("long-duration,no-service,own-parent");
  }

  @Property
  void noTimeOverflowsIntoAnotherFlag(
      @ForAll @LongRange(min = Long.MIN_VALUE, max = 0) long none, @ForAll long other) {
    assertThat(Quality.of(span("cart", "", none, other))).isEqualTo("no-time");
    assertThat(Quality.of(span("cart", "", other, none))).isEqualTo("no-time");
  }

  @Test
  void theReferencePageNamesEveryFlag() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/conventions.md"));

    assertThat(
            List.of(
                "no-time",
                "far-time",
                "far-time,time-unit",
                "negative-duration",
                "long-duration",
                "no-service",
                "own-parent"))
        .allSatisfy(flag -> assertThat(page).contains("| `" + flag + "` |"));
  }

  private static Span span(String service, String parent, long start, long end) {
    return new Span(
        "1".repeat(32),
        "2".repeat(16),
        parent,
        "",
        Resource.of(Attributes.of(Map.of("service.name", service))),
        "work",
        SpanKind.SERVER,
        start,
        end,
        StatusCode.UNSET,
        "",
        Attributes.EMPTY,
        List.of(),
        List.of(),
        "");
  }
}
