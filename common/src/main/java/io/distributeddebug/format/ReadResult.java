package io.distributeddebug.format;

/** How reading a file went: its records went to the sink. */
public sealed interface ReadResult {
  /**
   * The file was read, to its end or to where it is damaged.
   *
   * @param format name of the format
   * @param container {@code gz}, {@code zst} or {@code plain}
   */
  record Read(
      String format,
      String container,
      long spans,
      long logs,
      long metricPoints,
      long changes,
      long rejects)
      implements ReadResult {
    /** Spans, logs, metric points and changes together. */
    public long records() {
      return spans + logs + metricPoints + changes;
    }
  }

  /** Nothing was read, and nothing is lost that any format knows of. */
  record Skipped(String reason) implements ReadResult {}
}
