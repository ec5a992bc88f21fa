package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.Position;
import io.distributeddebug.format.Reject;
import io.distributeddebug.format.TelemetrySink;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.util.List;

/** Takes one file's records into the batch's tables, and counts them. */
final class FileSink implements TelemetrySink {
  private final SignalRows rows;
  private final BatchFiles tables;
  private long spans;
  private long logs;
  private long metrics;
  private long changes;
  private long rejects;
  private String firstReason = "";
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  FileSink(SignalRows rows, BatchFiles tables) {
    this.rows = rows;
    this.tables = tables;
  }

  @Override
  public void span(Span span, long position) {
    spans++;
    seen(span.startUnixNanos());
    tables.span(rows.span(span, position));
    tables.resource(rows.idOf(span.resource()), () -> rows.resource(span.resource()));
  }

  @Override
  public void log(LogRecord log, long position) {
    logs++;
    seen(log.unixNanos());
    tables.log(rows.log(log, position));
    tables.resource(rows.idOf(log.resource()), () -> rows.resource(log.resource()));
  }

  @Override
  public void metric(MetricPoint point, long position) {
    metrics++;
    seen(point.unixNanos());
    tables.metric(rows.metric(point, position));
    tables.resource(rows.idOf(point.resource()), () -> rows.resource(point.resource()));
  }

  @Override
  public void change(ChangeEvent change, long position) {
    changes++;
    seen(change.unixNanos());
    tables.change(rows.change(change, position));
    tables.resource(rows.idOf(change.resource()), () -> rows.resource(change.resource()));
  }

  @Override
  public void entry(String label) {
    rows.entry(label);
  }

  @Override
  public void reject(Reject reject) {
    if (rejects++ == 0) {
      firstReason = reject.reason();
    }
    tables.reject(rows.reject(reject));
  }

  /** Whether nothing has come so far. */
  boolean isEmpty() {
    return spans + logs + metrics + changes + rejects == 0;
  }

  /** Says that the file could not be had whole; the next run takes it again. */
  FileTally lost(ArchiveFile file, String reason) {
    reject(new Reject(Position.WHOLE_FILE, reason, ""));
    return tally(file, IngestedFiles.LOST, "", List.of());
  }

  FileTally skipped(ArchiveFile file, String reason) {
    return tally(file, "", reason, List.of());
  }

  /**
   * @param skippedEntries files of an archive that were passed over
   */
  FileTally read(ArchiveFile file, String format, List<SkippedFile> skippedEntries) {
    return tally(file, format, "", skippedEntries);
  }

  private FileTally tally(
      ArchiveFile file, String format, String skippedReason, List<SkippedFile> skippedEntries) {
    return new FileTally(
        file,
        format,
        skippedReason,
        skippedEntries,
        spans,
        logs,
        metrics,
        changes,
        rejects,
        firstReason,
        first,
        last);
  }

  private void seen(long unixNanos) {
    first = Math.min(first, unixNanos);
    last = Math.max(last, unixNanos);
  }
}
