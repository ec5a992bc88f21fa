package io.distributeddebug.incident;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 7d}, ISO-8601. */
public final class Durations {
  private static final Pattern PARTS = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Reads one duration.
   *
   * @throws IllegalArgumentException with a message for the user where it is no duration, not above
   *     zero or over 366 days
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    Duration duration;
    if (trimmed.regionMatches(true, 0, "P", 0, 1)) {
      duration = iso(trimmed);
    } else {
      duration = parts(trimmed);
    }
    if (duration.isZero() || duration.isNegative()) {
      throw invalid(text, "must be above zero, such as 15m");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw invalid(text, "must not exceed 366d");
    }
    return duration;
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw invalid(text, "as ISO-8601 write it like PT15M or P7D");
    }
  }

  private static Duration parts(String text) {
    Matcher matcher = PARTS.matcher(text.toLowerCase(Locale.ROOT));
    Duration sum = Duration.ZERO;
    int position = 0;
    while (matcher.find() && matcher.start() == position) {
      sum = sum.plus(unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))));
      position = matcher.end();
    }
    if (position == 0 || position != text.length()) {
      throw invalid(text, "write a number with a unit, such as 90s, 15m, 1h or 7d, or ISO-8601");
    }
    return sum;
  }

  private static Duration unit(String symbol) {
    return switch (symbol) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }

  private static IllegalArgumentException invalid(String text, String rule) {
    return new IllegalArgumentException(
        "Invalid duration: '%s', %s".formatted(Shown.briefly(text), rule));
  }

  private Durations() {}
}
