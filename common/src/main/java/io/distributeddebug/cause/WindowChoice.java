package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * One assumption about when the incident was.
 *
 * @param scaleNanos length of the incident window
 * @param onsetUnixNanos where the baseline ends; the incident window may begin later
 * @param baselines what it is compared with
 * @param handicap points of score that it must be stronger by than a choice at the alarm itself
 */
record WindowChoice(
    long scaleNanos,
    long onsetUnixNanos,
    Window incident,
    List<Window> baselines,
    double handicap) {
  WindowChoice {
    baselines = List.copyOf(baselines);
  }
}
