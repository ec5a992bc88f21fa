package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;

/** One format of archive files, after decompression. */
public interface TelemetryFormat {
  /** How many first bytes of a file {@link #recognises} gets, if the file has as many. */
  int HEAD_BYTES = 64 * 1024;

  /** Stable kebab-case name, as for {@code --format}. */
  String name();

  /**
   * Whether a file is of this format, judged by its content first; the name helps where content
   * does not tell.
   *
   * @param fileName path or URI without the ending of its compression
   * @param head the first bytes, at most {@link #HEAD_BYTES}
   */
  Recognition recognises(String fileName, byte[] head);

  /**
   * Reads to the end. What is malformed becomes rejects and the rest is read; only the stream's own
   * failures are thrown, and what was complete before them has been given to the sink.
   */
  void read(String fileName, InputStream in, TelemetrySink sink) throws IOException;
}
