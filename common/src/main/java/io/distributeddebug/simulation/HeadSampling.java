package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.io.Serializable;

/**
 * Consistent probability sampling when a request comes in ("TraceState: Probability Sampling" of
 * OpenTelemetry): of a stretch of time only this share of traces is recorded, chosen by the last 56
 * bits of the trace id, and each span says so. Logs and metrics are recorded all the same.
 *
 * @param ratio above 0, at most 1
 */
public record HeadSampling(double ratio, Window window) implements Serializable {
  /** Everything is recorded, and nothing is said of it. */
  public static final HeadSampling OFF = new HeadSampling(1, new Window(0, 0));

  private static final long RANGE = 1L << 56;

  public HeadSampling {
    if (!(ratio > 0 && ratio <= 1)) { // refuses NaN too
      throw new IllegalArgumentException("Invalid sampling ratio: " + ratio + ", not in 0 to 1");
    }
  }

  boolean keeps(Request request) {
    return !covers(request) || (request.traceLow() & (RANGE - 1)) >= threshold();
  }

  /** Empty where nothing is sampled. */
  String traceState(Request request) {
    return covers(request)
        ? "ot=th:" + String.format("%014x", threshold()).replaceFirst("(?<=.)0+$", "")
        : "";
  }

  private boolean covers(Request request) {
    return window.contains(request.startNanos());
  }

  private long threshold() {
    return Math.round((1 - ratio) * RANGE);
  }
}
