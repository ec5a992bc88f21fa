package io.distributeddebug.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of a stream of binary messages, whose lengths are checked before anything is allocated. */
final class Frames {
  private static final int BUFFER_BYTES = 1 << 16;

  private final BufferedInputStream in;
  private final int longest;

  Frames(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.longest = longest;
  }

  /** The next byte, -1 at the end. */
  int readByte() throws IOException {
    return in.read();
  }

  /** The next byte, which stays there; -1 at the end. */
  int peekByte() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next;
  }

  /** A protobuf varint of up to 32 bits. */
  int readVarint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return checked(value);
      }
    }
    throw new MalformedValueException("broken protobuf: a length of more than 32 bits");
  }

  /** A length in four bytes, the most significant one first; -1 at the end. */
  int readBigEndianLength() throws IOException {
    int first = in.read();
    if (first < 0) {
      return -1;
    }
    long value = first;
    for (int i = 0; i < 3; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      value = value << 8 | next;
    }
    return checked(value);
  }

  /** Exactly so many bytes; memory is taken as they come, not as they are announced. */
  byte[] readBytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private int checked(long length) throws MalformedValueException {
    if (length > longest) {
      throw new MalformedValueException(
          "a message of %d bytes, longer than %d".formatted(length, longest));
    }
    return (int) length;
  }
}
