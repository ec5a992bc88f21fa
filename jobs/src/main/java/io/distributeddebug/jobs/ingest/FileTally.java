package io.distributeddebug.jobs.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What reading one file gave.
 *
 * @param format empty where it was skipped
 * @param skippedReason empty where it was read
 * @param skippedEntries files of an archive that were passed over
 * @param firstReason why the first of its rejects is one; empty where it has none
 * @param first earliest time in it; {@link Long#MAX_VALUE} without records
 * @param last latest time in it; {@link Long#MIN_VALUE} without records
 */
record FileTally(
    ArchiveFile file,
    String format,
    String skippedReason,
    List<SkippedFile> skippedEntries,
    long spans,
    long logs,
    long metrics,
    long changes,
    long rejects,
    String firstReason,
    long first,
    long last)
    implements Serializable {
  long records() {
    return spans + logs + metrics + changes + rejects;
  }

  long of(String signal) {
    return switch (signal) {
      case "spans" -> spans;
      case "logs" -> logs;
      case "changes" -> changes;
      default -> metrics;
    };
  }
}
