package io.distributeddebug.report;

import io.distributeddebug.telemetry.Window;
import java.util.Optional;

/** The two windows that are compared. */
public record Windows(Optional<Found> incident, Optional<Found> baseline) {
  public static final Windows NONE = new Windows(Optional.empty(), Optional.empty());

  /**
   * One of the two windows.
   *
   * @param foundBy how it came about, such as {@code searched around --at, scale 2 minutes}
   */
  public record Found(Window window, String foundBy) {}

  public static Windows of(Found incident, Found baseline) {
    return new Windows(Optional.of(incident), Optional.of(baseline));
  }
}
