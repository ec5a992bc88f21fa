package io.distributeddebug.telemetry;

/** What a metric point's value means. */
public enum MetricKind {
  GAUGE,
  /** Adds up since the series began; rates come from differences, resets handled. */
  CUMULATIVE_SUM,
  /** Adds up since the point before. */
  DELTA_SUM,
  HISTOGRAM,
  EXPONENTIAL_HISTOGRAM,
  SUMMARY
}
