package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;

/** What {@code --baseline} may say is surely normal. */
interface BaselineText {

  /** The window itself, where the incident is looked for around {@code anchor}. */
  Window around(Instant anchor, Duration halfWidth);

  /**
   * Reads one of the four forms.
   *
   * @throws UserError if it is none of the four forms
   */
  static BaselineText parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("same-time-yesterday")) {
      return (anchor, half) -> shifted(anchor, half, Duration.ofDays(1));
    }
    if (stripped.equals("last-week")) {
      return (anchor, half) -> shifted(anchor, half, Duration.ofDays(7));
    }
    try {
      int slash = stripped.indexOf('/');
      if (slash < 0) {
        Duration before = TimeText.duration(stripped);
        return (anchor, half) -> Window.of(anchor.minus(before), anchor);
      }
      Instant from = TimeText.instant(stripped.substring(0, slash));
      Instant to = TimeText.instant(stripped.substring(slash + 1));
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("it ends before it begins");
      }
      return (anchor, half) -> Window.of(from, to);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          "Invalid value for --baseline: '" + text + "', " + e.getMessage(),
          "Write FROM/TO (two times with zone), a duration before the onset such as 1h, same-time-yesterday or last-week.");
    }
  }

  private static Window shifted(Instant anchor, Duration half, Duration back) {
    return Window.of(anchor.minus(back).minus(half), anchor.minus(back).plus(half));
  }
}
