package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;

/** Takes what the shop records, in the order in which it is recorded. */
public interface Recording {
  void span(Span span);

  void log(LogRecord log);

  void metric(MetricPoint point);
}
