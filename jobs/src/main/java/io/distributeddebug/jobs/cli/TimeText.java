package io.distributeddebug.jobs.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as a user writes them. */
final class TimeText {
  private static final Pattern SHORT =
      Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|w)", Pattern.CASE_INSENSITIVE);
  private static final Duration LONGEST = Duration.ofDays(3660);

  private TimeText() {}

  /**
   * {@code 90s}, {@code 15m}, {@code 1h}, {@code 7d} or ISO-8601.
   *
   * @throws IllegalArgumentException with the rule, if it is none of these, not above zero, or
   *     above ten years
   */
  static Duration duration(String text) {
    Duration duration;
    Matcher matcher = SHORT.matcher(text.strip());
    try {
      duration =
          matcher.matches()
              ? times(Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT))
              : Duration.parse(text.strip());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Invalid duration: '" + text + "', write it as 90s, 15m, 1h, 7d or PT15M", e);
    }
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Invalid duration: '" + text + "', it must be above 0 and at most 3660d");
    }
    return duration;
  }

  private static Duration times(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(Math.multiplyExact(7L, number));
    };
  }

  /**
   * ISO-8601 with a zone.
   *
   * @throws IllegalArgumentException with the rule, if it is not, or outside of the years 1970 to
   *     2261 that nanoseconds reach
   */
  static Instant instant(String text) {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Invalid time: '" + text + "', write it with its zone, as 2026-01-05T08:30:00Z", e);
    }
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("2261-01-01T00:00:00Z"))) {
      throw new IllegalArgumentException("Invalid time: '" + text + "', not in 1970 to 2260");
    }
    return instant;
  }
}
