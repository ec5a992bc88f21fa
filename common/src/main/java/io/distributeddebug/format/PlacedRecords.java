package io.distributeddebug.format;

import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;

/** Gives the records of one line or document their positions, in the order in which they come. */
final class PlacedRecords {
  private final TelemetrySink sink;
  private final long line;
  private long ordinal;

  PlacedRecords(TelemetrySink sink, long line) {
    this.sink = sink;
    this.line = line;
  }

  void span(Span span) {
    sink.span(span, next());
  }

  void log(LogRecord log) {
    sink.log(log, next());
  }

  void metric(MetricPoint point) {
    sink.metric(point, next());
  }

  void change(ChangeEvent change) {
    sink.change(change, next());
  }

  /** A record of an OTLP request whose resource is complete. */
  void draft(OtlpRequest.Draft draft) {
    if (draft.problem().isEmpty()) {
      draft.give(sink, next());
    } else {
      reject(draft.problem(), "");
    }
  }

  void reject(String reason, String text) {
    sink.reject(new Reject(next(), reason, text));
  }

  /** The position for a record that is given later. */
  long position() {
    return next();
  }

  private long next() {
    return Position.of(line, ordinal++);
  }
}
