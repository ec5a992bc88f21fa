package io.distributeddebug.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A time of whatever form logs have it in, to Unix nanoseconds. Of a number the size tells the
 * unit: seconds below 10^11, milliseconds below 10^14, microseconds below 10^17, else nanoseconds.
 * A date without offset is UTC.
 */
final class AnyTime {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Access logs, Go's and nginx's logs, mail headers, C's {@code ctime}. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          dates("dd/MMM/yyyy:HH:mm:ss[.SSS][ XX][ XXX]"),
          dates("yyyy/MM/dd HH:mm:ss[.SSSSSS][.SSS]"),
          dates("EEE, d MMM yyyy HH:mm:ss[ XX][ zzz]"),
          dates("EEE MMM ppd HH:mm:ss[.SSSSSS] yyyy"),
          dates("MMM dd, yyyy h:mm:ss a"),
          dates("dd-MMM-yyyy HH:mm:ss[.SSS]"),
          dates("yyyyMMdd HH:mm:ss[.SSS]"));

  private AnyTime() {}

  /** Of a JSON value: a number, or a text that is a number or a date. */
  static OptionalLong nanos(Object value) {
    return value instanceof Double number ? ofNumber(number) : nanos(value.toString());
  }

  static OptionalLong nanos(String text) {
    String time = text.trim();
    if (time.isEmpty() || time.length() > 64) {
      return OptionalLong.empty();
    }
    if (isNumber(time)) {
      int whole = digitsBeforePoint(time);
      TimeText unit =
          whole <= 11
              ? TimeText.S
              : whole <= 14 ? TimeText.MS : whole <= 17 ? TimeText.US : TimeText.NS;
      return unit.nanos(time);
    }
    OptionalLong iso = TimeText.ISO.nanos(time);
    return iso.isPresent() ? iso : date(time);
  }

  private static OptionalLong ofNumber(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e18;
    return Double.isFinite(number)
        ? nanos(whole ? Long.toString((long) number) : Double.toString(number))
        : OptionalLong.empty();
  }

  private static OptionalLong date(String time) {
    for (DateTimeFormatter form : DATES) {
      Optional<LocalDateTime> local = parsed(form, time);
      if (local.isPresent()) {
        Instant instant = local.get().toInstant(ZoneOffset.UTC);
        return OptionalLong.of(instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano());
      }
    }
    return OptionalLong.empty();
  }

  private static Optional<LocalDateTime> parsed(DateTimeFormatter form, String time) {
    try {
      TemporalAccessor date = form.parseBest(time, ZonedDateTime::from, LocalDateTime::from);
      return Optional.of(
          date instanceof ZonedDateTime zoned
              ? zoned.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()
              : (LocalDateTime) date);
    } catch (DateTimeException otherForm) {
      return Optional.empty();
    }
  }

  private static boolean isNumber(String text) {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean exponent = i > 0 && (text.charAt(i - 1) | 0x20) == 'e';
      digits |= c >= '0' && c <= '9';
      boolean fits =
          (c >= '0' && c <= '9')
              || c == '.'
              || (c | 0x20) == 'e'
              || (c == '+' && exponent)
              || (c == '-' && (exponent || i == 0));
      if (!fits) {
        return false;
      }
    }
    return digits;
  }

  private static int digitsBeforePoint(String text) {
    if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return Long.toString((long) Double.parseDouble(text)).length();
    }
    int from = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    return (point < 0 ? text.length() : point) - from;
  }

  private static DateTimeFormatter dates(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.NANO_OF_SECOND, 0)
        .toFormatter(Locale.ENGLISH);
  }
}
