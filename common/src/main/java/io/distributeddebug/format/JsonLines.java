package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a stream for a parser, line by line: it gets to the end of the current line, or past
 * it while {@link #spanLines} holds. Never gives bytes of two lines at once, so that after a fault
 * the parser has not seen the lines behind it. Memory does not grow with the length of a line.
 */
final class JsonLines extends InputStream {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int LOOKED_AHEAD_BYTES = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int lineStart;
  private int next;
  private int end;
  private boolean atLineEnd = true;
  private boolean spansLines;
  private boolean opens;
  private boolean blank;
  private long number;
  private IOException failure;
  private boolean exhausted;

  JsonLines(InputStream in) {
    this.in = in;
  }

  /** Moves to the beginning of the next line; false at the end of the stream. */
  boolean nextLine() throws IOException {
    spansLines = false;
    while (!atLineEnd) {
      if (next == end && !fill()) {
        return false;
      }
      passOver();
    }
    return beginLine();
  }

  /** Back to the beginning of the line, unless the line is longer than is kept. */
  boolean rewindLine() {
    if (lineStart < 0) {
      return false;
    }
    next = lineStart;
    atLineEnd = false;
    return true;
  }

  /** Whether a value that is not complete at the end of a line goes on in the next one. */
  void spanLines(boolean spans) {
    spansLines = spans;
  }

  /**
   * The rest of the line, if all of it has come and is good UTF-8: a parser may then take it in one
   * piece from {@link #buffer} and {@link #position}. The line is passed with it.
   */
  int takeWholeLine() {
    int feed = indexOfFeed(next, end);
    int to = feed >= 0 ? feed : exhausted && failure == null ? end : -1;
    if (to < 0 || opens || !isUtf8(next, to)) {
      return -1;
    }
    next = feed >= 0 ? feed + 1 : end;
    atLineEnd = feed >= 0;
    return to;
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return next;
  }

  /** Whether the line ends after an opening or a comma, so that its value goes on. */
  boolean opensValue() {
    return opens;
  }

  boolean isBlank() {
    return blank;
  }

  /** From 1. */
  long number() {
    return number;
  }

  /** Whether the line begins, without indent, an object or array. */
  boolean beginsValue() {
    return lineStart >= 0
        && lineStart < end
        && (buffer[lineStart] == '{' || buffer[lineStart] == '[');
  }

  /** Whether the line begins, without indent, with the end of an object or array. */
  boolean endsValue() {
    return lineStart >= 0
        && lineStart < end
        && (buffer[lineStart] == '}' || buffer[lineStart] == ']');
  }

  /** The line's first characters, for a reject. */
  String beginning() {
    int from = Math.max(lineStart, 0);
    int to = Math.min(end, from + Reject.LONGEST_TEXT * 4);
    int feed = indexOfFeed(from, to);
    return new String(buffer, from, (feed < 0 ? to : feed) - from, StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (atLineEnd && !(spansLines && beginLine())) {
      return -1;
    }
    if (next == end && !fill()) {
      return -1;
    }
    int from = next;
    int limit = Math.min(end, next + length);
    int feed = indexOfFeed(next, limit);
    next = feed < 0 ? limit : feed + 1;
    atLineEnd = feed >= 0;
    System.arraycopy(buffer, from, target, offset, next - from);
    return next - from;
  }

  private void passOver() {
    int feed = indexOfFeed(next, end);
    next = feed < 0 ? end : feed + 1;
    atLineEnd = feed >= 0;
  }

  private boolean beginLine() throws IOException {
    lineStart = next;
    int feed = indexOfFeed(next, end);
    while (feed < 0 && end - next < LOOKED_AHEAD_BYTES && fillAhead()) {
      feed = indexOfFeed(next, end);
    }
    if (next == end) {
      throwFailure();
      return false;
    }
    number++;
    if (number == 1 && startsWithMark()) {
      next += 3;
      lineStart = next;
    }
    atLineEnd = false;
    look(feed < 0 ? end : feed, feed >= 0);
    return true;
  }

  private void look(int to, boolean whole) {
    int last = to - 1;
    while (last >= next && (buffer[last] == ' ' || buffer[last] == '\t' || buffer[last] == '\r')) {
      last--;
    }
    blank = last < next && (whole || exhausted);
    opens =
        whole
            && last >= next
            && (buffer[last] == '{' || buffer[last] == '[' || buffer[last] == ',');
  }

  private boolean startsWithMark() {
    return end - next >= 3
        && (buffer[next] & 0xFF) == 0xEF
        && (buffer[next + 1] & 0xFF) == 0xBB
        && (buffer[next + 2] & 0xFF) == 0xBF;
  }

  private int indexOfFeed(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Well-formed UTF-8 (RFC 3629), without surrogates and overlong forms. */
  private boolean isUtf8(int from, int to) {
    int i = from;
    while (i < to) {
      int first = buffer[i++];
      if (first >= 0) {
        continue;
      }
      int more = first < -32 ? 1 : first < -16 ? 2 : 3;
      if (first < -62 || first > -12 || i + more > to) {
        return false;
      }
      int second = buffer[i] & 0xFF;
      boolean secondFits =
          switch (first & 0xFF) {
            case 0xE0 -> second >= 0xA0 && second < 0xC0;
            case 0xED -> second >= 0x80 && second < 0xA0;
            case 0xF0 -> second >= 0x90 && second < 0xC0;
            case 0xF4 -> second >= 0x80 && second < 0x90;
            default -> second >= 0x80 && second < 0xC0;
          };
      if (!secondFits) {
        return false;
      }
      for (int k = 1; k < more; k++) {
        if ((buffer[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += more;
    }
    return true;
  }

  /** A failure while looking ahead shows once the bytes before it have been given. */
  private boolean fillAhead() {
    if (exhausted || failure != null) {
      return false;
    }
    try {
      return fill();
    } catch (IOException later) {
      failure = later;
      return false;
    }
  }

  private boolean fill() throws IOException {
    throwFailure();
    if (exhausted) {
      return false;
    }
    if (end == buffer.length) {
      makeRoom();
    }
    int read = in.read(buffer, end, buffer.length - end);
    exhausted = read < 0;
    end += Math.max(read, 0);
    return read > 0;
  }

  private void makeRoom() {
    int kept = lineStart > 0 ? lineStart : next;
    lineStart = lineStart > 0 ? 0 : -1;
    System.arraycopy(buffer, kept, buffer, 0, end - kept);
    next -= kept;
    end -= kept;
    Arrays.fill(buffer, end, buffer.length, (byte) 0);
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
