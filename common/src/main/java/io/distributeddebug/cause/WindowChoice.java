package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * One assumption about when the incident was.
 *
 * @param scaleNanos length of the incident window
 * @param onsetUnixNanos where the baseline ends; the incident window may begin later
 * @param baselines what it is compared with
 */
record WindowChoice(long scaleNanos, long onsetUnixNanos, Window incident, List<Window> baselines) {
  WindowChoice {
    baselines = List.copyOf(baselines);
  }
}
