package io.distributeddebug.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * All members of a gzip file (RFC 1952), one after the other. The JDK's own stream looks for the
 * next member only where {@code available()} is above 0, which object stores' streams don't
 * promise: it would end after the first member without a word.
 */
final class GzipMembers extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream packed;
  private final byte[] input = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int next;
  private int end;
  private boolean inMember;
  private boolean finished;

  GzipMembers(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!finished) {
        if (!inMember && !beginMember()) {
          finished = true;
          break;
        }
        int read = inflater.inflate(buffer, offset, length);
        if (read > 0) {
          crc.update(buffer, offset, read);
          return read;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsDictionary()) {
          throw new DamagedArchiveException("broken gz data: it needs a dictionary");
        } else {
          refillInflater();
        }
      }
      return -1;
    } catch (DataFormatException broken) {
      throw new DamagedArchiveException("broken gz data: " + broken.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }

  private void refillInflater() throws IOException {
    next = end - inflater.getRemaining();
    if (next == end) {
      fill();
    }
    if (next == end) {
      throw new EOFException();
    }
    inflater.setInput(input, next, end - next);
    next = end;
  }

  private boolean beginMember() throws IOException {
    int first = nextByteOrEnd();
    if (first < 0) {
      return false;
    }
    if (first == 0) {
      return skipPadding();
    }
    if (first != 0x1F || nextByteOrEnd() != 0x8B) {
      throw new DamagedArchiveException("other bytes after the last gz member");
    }
    int method = nextByte();
    if (method != 8) {
      throw new DamagedArchiveException("broken gz data: unknown method " + method);
    }
    int flags = nextByte();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(nextByte() | (nextByte() << 8));
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (nextByte() != 0) {}
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inflater.setInput(input, next, end - next);
    next = end;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    next = end - inflater.getRemaining();
    inMember = false;
    long expected = 0;
    for (int i = 0; i < 4; i++) {
      expected |= (long) nextByte() << (8 * i);
    }
    skip(4);
    if (expected != crc.getValue()) {
      throw new DamagedArchiveException("broken gz data: wrong check sum");
    }
  }

  /** Zeros up to the end are padding of tapes and blocks. */
  private boolean skipPadding() throws IOException {
    int read;
    do {
      read = nextByteOrEnd();
    } while (read == 0);
    if (read >= 0) {
      throw new DamagedArchiveException("other bytes after the last gz member");
    }
    return false;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      nextByte();
    }
  }

  private int nextByte() throws IOException {
    int read = nextByteOrEnd();
    if (read < 0) {
      throw new EOFException();
    }
    return read;
  }

  private int nextByteOrEnd() throws IOException {
    if (next == end) {
      fill();
    }
    return next == end ? -1 : input[next++] & 0xFF;
  }

  private void fill() throws IOException {
    next = 0;
    end = Math.max(packed.read(input, 0, input.length), 0);
  }
}
