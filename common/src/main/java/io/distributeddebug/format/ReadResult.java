package io.distributeddebug.format;

import java.util.List;

/** How reading a file went: its records went to the sink. */
public sealed interface ReadResult {
  /**
   * The file was read, to its end or to where it is damaged.
   *
   * @param format name of the format; of an archive the names of all that its files have, with
   *     commas between
   * @param container what it was packed in: {@code plain}, {@code gz}, {@code tar.gz}, ...
   * @param skipped files of an archive that were passed over
   */
  record Read(
      String format,
      String container,
      long spans,
      long logs,
      long metricPoints,
      long changes,
      long rejects,
      SkippedEntries skipped)
      implements ReadResult {
    /** Spans, logs, metric points and changes together. */
    public long records() {
      return spans + logs + metricPoints + changes;
    }
  }

  /** Nothing was read, and nothing is lost that any format knows of. */
  record Skipped(String reason) implements ReadResult {}

  /**
   * Files of an archive that were passed over.
   *
   * @param first as many as are remembered
   */
  record SkippedEntries(long count, List<SkippedEntry> first) {
    public SkippedEntries {
      first = List.copyOf(first);
    }
  }

  record SkippedEntry(String entry, String reason) {}
}
