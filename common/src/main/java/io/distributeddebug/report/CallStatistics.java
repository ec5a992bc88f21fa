package io.distributeddebug.report;

import java.util.Optional;

/**
 * The calls of one window.
 *
 * @param latency empty where there is no call
 */
public record CallStatistics(long calls, long errors, Optional<LatencyQuantiles> latency) {
  public static final CallStatistics NONE = new CallStatistics(0, 0, Optional.empty());

  public static CallStatistics of(long calls, long errors, LatencyQuantiles latency) {
    return new CallStatistics(calls, errors, Optional.of(latency));
  }

  /** Share of the calls that failed, 0 without calls. */
  public double errorRatio() {
    return calls == 0 ? 0 : (double) errors / calls;
  }
}
