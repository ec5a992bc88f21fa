package io.distributeddebug.format;

import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;

/** Takes what a file holds, in the order of the file. For positions see {@link Position}. */
public interface TelemetrySink {
  void span(Span span, long position);

  void log(LogRecord log, long position);

  void metric(MetricPoint point, long position);

  void change(ChangeEvent change, long position);

  void reject(Reject reject);
}
