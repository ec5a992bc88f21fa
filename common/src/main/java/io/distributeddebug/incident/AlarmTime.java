package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** The value of {@code --at}: an instant with its zone, or {@code incident-start}. */
public final class AlarmTime {
  private static final String FROM_THE_DATA = "incident-start";

  /**
   * Unix nanoseconds; empty where the incident is to be found from the data.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static OptionalLong parse(String text) {
    return text.strip().equalsIgnoreCase(FROM_THE_DATA)
        ? OptionalLong.empty()
        : OptionalLong.of(instant(text));
  }

  static long instant(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text.strip().replace(' ', 'T')).toInstant();
      return Window.unixNanos(instant);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          ("Invalid instant: '%s', write ISO-8601 with its zone, such as 2026-01-05T08:30:00Z,"
                  + " or incident-start")
              .formatted(Shown.briefly(text)));
    }
  }

  private AlarmTime() {}
}
