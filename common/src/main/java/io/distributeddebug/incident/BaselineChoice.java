package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.util.Locale;

/** What the user named as surely normal; where it lies may depend on the incident's window. */
public sealed interface BaselineChoice {
  Duration DAY = Duration.ofDays(1);

  /** Where it lies for an incident of this window. */
  Window around(Window incident);

  /** A window given by its two ends. */
  record Between(Window window) implements BaselineChoice {
    @Override
    public Window around(Window incident) {
      return window;
    }
  }

  /** The stretch just before the onset. */
  record BeforeOnset(Duration length) implements BaselineChoice {
    @Override
    public Window around(Window incident) {
      return new Window(incident.fromUnixNanos() - length.toNanos(), incident.fromUnixNanos());
    }
  }

  /** The incident's own window so much earlier: the same time of an earlier day. */
  record Earlier(Duration by) implements BaselineChoice {
    @Override
    public Window around(Window incident) {
      return new Window(
          incident.fromUnixNanos() - by.toNanos(), incident.toUnixNanos() - by.toNanos());
    }
  }

  /**
   * Reads {@code FROM/TO}, a duration before the onset, {@code same-time-yesterday} or {@code
   * last-week}.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static BaselineChoice parse(String text) {
    String trimmed = text.strip();
    if (trimmed.toLowerCase(Locale.ROOT).equals("same-time-yesterday")) {
      return new Earlier(DAY);
    }
    if (trimmed.toLowerCase(Locale.ROOT).equals("last-week")) {
      return new Earlier(DAY.multipliedBy(7));
    }
    int slash = trimmed.indexOf('/');
    if (slash >= 0) {
      return between(trimmed, trimmed.substring(0, slash), trimmed.substring(slash + 1));
    }
    try {
      return new BeforeOnset(Durations.parse(trimmed));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          ("Invalid baseline: '%s', write FROM/TO as ISO-8601 instants, a duration before the onset"
                  + " such as 30m, same-time-yesterday or last-week")
              .formatted(Shown.briefly(text)),
          e);
    }
  }

  private static BaselineChoice between(String text, String from, String to) {
    long fromNanos = AlarmTime.instant(from);
    long toNanos = AlarmTime.instant(to);
    if (toNanos <= fromNanos) {
      throw new IllegalArgumentException(
          "Invalid baseline: '%s', it must end after it begins".formatted(Shown.briefly(text)));
    }
    return new Between(new Window(fromNanos, toNanos));
  }
}
