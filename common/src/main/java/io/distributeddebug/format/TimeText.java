package io.distributeddebug.format;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Times and durations as archives write them, to nanoseconds: whole or decimal numbers of a unit,
 * or dates such as {@code 2023-01-29T08:42:22.38Z}, {@code 2023-01-29 08:42:22,380} (UTC where no
 * offset is given) and Go's {@code 2023-01-29 08:41:09.7 +0000 UTC m=+0.8}.
 */
enum TimeText {
  NS(1),
  US(1_000),
  MS(1_000_000),
  S(1_000_000_000),
  ISO(0);

  private static final int SHORTEST_DATE = "2023-01-29T08:42:22".length();
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final long nanos;

  TimeText(long nanos) {
    this.nanos = nanos;
  }

  static java.util.Optional<TimeText> named(String unit) {
    for (TimeText known : values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(unit)) {
        return java.util.Optional.of(known);
      }
    }
    return java.util.Optional.empty();
  }

  /** Empty where the text is not of this kind, or beyond what 64 bits hold. */
  OptionalLong nanos(String text) {
    try {
      return this == ISO ? date(text.trim()) : number(text.trim());
    } catch (NumberFormatException | DateTimeException | ArithmeticException notATime) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong number(String text) {
    if (text.length() <= 19 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-')) {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(text), nanos));
    }
    double rough = Double.parseDouble(text);
    if (!(Math.abs(rough) < LONGEST.doubleValue() / nanos)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(new BigDecimal(text).multiply(BigDecimal.valueOf(nanos)).longValue());
  }

  private static OptionalLong date(String text) {
    if (text.length() < SHORTEST_DATE) {
      return OptionalLong.empty();
    }
    char between = text.charAt(10);
    boolean shaped =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && (between == 'T' || between == 't' || between == ' ')
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    if (!shaped) {
      return OptionalLong.empty();
    }
    LocalDateTime time =
        LocalDateTime.of(
            digits(text, 0, 4),
            digits(text, 5, 7),
            digits(text, 8, 10),
            digits(text, 11, 13),
            digits(text, 14, 16),
            Math.min(digits(text, 17, 19), 59));
    int end = endOfFraction(text);
    long fraction = fraction(text, Math.min(end, 20), end);
    long seconds = time.toEpochSecond(offset(text.substring(end).trim()));
    return OptionalLong.of(Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), fraction));
  }

  private static int endOfFraction(String text) {
    int end = SHORTEST_DATE;
    if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
      end++;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static long fraction(String text, int from, int to) {
    long nanos = 0;
    for (int i = 0; i < 9; i++) {
      nanos = nanos * 10 + (from + i < to ? Character.digit(text.charAt(from + i), 10) : 0);
    }
    return nanos;
  }

  private static ZoneOffset offset(String rest) {
    int blank = rest.indexOf(' ');
    String zone = blank < 0 ? rest : rest.substring(0, blank);
    return zone.isEmpty() || zone.equals("UTC") || zone.equals("z")
        ? ZoneOffset.UTC
        : ZoneOffset.of(zone);
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
