package io.distributeddebug.format;

import io.distributeddebug.convention.Conventions;
import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;

/** Counts what a file gives and passes it on by stable conventions and without secrets. */
final class RedactingSink implements TelemetrySink {
  private final TelemetrySink next;
  private final Redaction redaction;
  private final Conventions conventions = new Conventions();
  private long spans;
  private long logs;
  private long metricPoints;
  private long changes;
  private long rejects;

  RedactingSink(TelemetrySink next, Redaction redaction) {
    this.next = next;
    this.redaction = redaction;
  }

  @Override
  public void span(Span span, long position) {
    spans++;
    next.span(redaction.span(conventions.span(span)), position);
  }

  @Override
  public void log(LogRecord log, long position) {
    logs++;
    next.log(redaction.log(conventions.log(log)), position);
  }

  @Override
  public void metric(MetricPoint point, long position) {
    metricPoints++;
    next.metric(redaction.metric(conventions.metric(point)), position);
  }

  @Override
  public void change(ChangeEvent change, long position) {
    changes++;
    next.change(redaction.change(conventions.change(change)), position);
  }

  @Override
  public void reject(Reject reject) {
    rejects++;
    next.reject(
        new Reject(
            reject.position(), redaction.text(reject.reason()), redaction.text(reject.text())));
  }

  @Override
  public void entry(String label) {
    next.entry(label);
  }

  ReadResult.Read result(String format, String container, ReadResult.SkippedEntries skipped) {
    return new ReadResult.Read(
        format, container, spans, logs, metricPoints, changes, rejects, skipped);
  }
}
