package io.distributeddebug.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of something packed: counted, with what tells damage inside from a failure to get them.
 * Closing leaves the stream beneath open, which belongs to whoever opened it.
 */
final class PackedBytes extends FilterInputStream {
  private long bytes;
  private boolean ended;
  private IOException failure;

  PackedBytes(InputStream in) {
    super(in);
  }

  long bytes() {
    return bytes;
  }

  /** Whether somebody wanted more than there is. */
  boolean isEnded() {
    return ended;
  }

  /** What the stream beneath threw. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = in.read(buffer, offset, length);
      bytes += Math.max(read, 0);
      ended |= read < 0;
      return read;
    } catch (IOException thrown) {
      failure = thrown;
      throw thrown;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.max(0, Math.min(count, 1 << 13))];
    return Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {}
}
