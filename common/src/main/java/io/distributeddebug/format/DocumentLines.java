package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes from the current line on, up to a line that holds a request of its own: such a line
 * cannot be part of a document spread over lines, so after a fault reading goes on there.
 */
final class DocumentLines extends InputStream {
  private static final byte[] REQUEST = "{\"resource".getBytes(StandardCharsets.UTF_8);

  private final Lines lines;
  private int next;
  private boolean ended;
  private boolean stoppedAtRequest;

  DocumentLines(Lines lines) {
    this.lines = lines;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (ended || (next > lines.length() && !advance())) {
      return -1;
    }
    if (next == lines.length()) {
      next++;
      buffer[offset] = '\n';
      return 1;
    }
    int count = Math.min(length, lines.length() - next);
    System.arraycopy(lines.bytes(), next, buffer, offset, count);
    next += count;
    return count;
  }

  /** Moves to the end, or to the line that holds a request of its own. */
  void passOver() throws IOException {
    while (!ended) {
      advance();
    }
  }

  boolean stoppedAtRequest() {
    return stoppedAtRequest;
  }

  private boolean advance() throws IOException {
    next = 0;
    if (!lines.next()) {
      ended = true;
    } else if (lines.length() > REQUEST.length
        && Arrays.equals(lines.bytes(), 0, REQUEST.length, REQUEST, 0, REQUEST.length)) {
      ended = true;
      stoppedAtRequest = true;
    }
    return !ended;
  }
}
