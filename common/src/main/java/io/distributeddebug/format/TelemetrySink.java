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

  /**
   * What comes next is of this entry of the file, which is an archive of files; positions are those
   * in the entry.
   *
   * @param label unlike every other of the file; empty: of the file itself
   */
  default void entry(String label) {}
}
