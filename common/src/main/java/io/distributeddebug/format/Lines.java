package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lines of a byte stream, ended by LF or CR LF. Memory is bounded by the longest line allowed: of a
 * longer one only the beginning is kept, the rest is passed over. A byte order mark of UTF-8 is
 * left out.
 */
final class Lines {
  private static final int FIRST_BYTES = 1 << 16;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long FEEDS = ONES * '\n';

  private final InputStream in;
  private final int longest;
  private final byte[] input = new byte[FIRST_BYTES];
  private int next;
  private int end;
  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private long number;
  private boolean tooLong;
  private boolean ended;

  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Moves to the next line; false at the end. What the stream throws leaves no half line. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (true) {
      if (next == end && !fill()) {
        number += any ? 1 : 0;
        finish();
        return any;
      }
      any = true;
      int feed = indexOfFeed();
      append(next, (feed < 0 ? end : feed) - next);
      next = feed < 0 ? end : feed + 1;
      if (feed >= 0) {
        number++;
        ended = true;
        finish();
        return true;
      }
      ended = false;
    }
  }

  /** From 1. */
  long number() {
    return number;
  }

  /** Valid up to {@link #length} until the next call. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** Whether a line end followed; the last line of a file often has none. */
  boolean isEnded() {
    return ended;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(in.read(input, 0, input.length), 0);
    return end > 0;
  }

  private int indexOfFeed() {
    int i = next;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long feeds = (long) WORD.get(input, i) ^ FEEDS;
      long found = (feeds - ONES) & ~feeds & HIGHS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < end; i++) {
      if (input[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(int from, int count) {
    int kept = Math.min(count, longest - length);
    tooLong |= kept < count;
    if (length + kept > line.length) {
      line =
          Arrays.copyOf(line, (int) Math.min(longest, Math.max(2L * line.length, length + kept)));
    }
    System.arraycopy(input, from, line, length, kept);
    length += kept;
  }

  private void finish() {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    boolean marked =
        number == 1
            && length >= 3
            && (line[0] & 0xFF) == 0xEF
            && (line[1] & 0xFF) == 0xBB
            && (line[2] & 0xFF) == 0xBF;
    if (marked) {
      System.arraycopy(line, 3, line, 0, length - 3);
      length -= 3;
    }
  }
}
