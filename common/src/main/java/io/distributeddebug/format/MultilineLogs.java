package io.distributeddebug.format;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts together what a program wrote as one record and its runtime kept as several lines: parts of
 * a long line, and stack traces (Java, Python, Go, Node, .NET). A record is given once a line of
 * the same stream begins the next one. It ends at a length, so that no file is one record.
 */
final class MultilineLogs {
  private static final int LONGEST = 1 << 18;
  private static final long SAME_MOMENT_NANOS = 1_000_000_000L;

  private final Taker taker;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

  /** Takes a whole record; the time and position are those of its first line. */
  interface Taker {
    void take(String stream, long unixNanos, String text, long position);
  }

  MultilineLogs(Taker taker) {
    this.taker = taker;
  }

  private static final class Pending {
    final long unixNanos;
    final long position;
    final StringBuilder text = new StringBuilder();
    boolean partial;
    int lastLine;

    Pending(long unixNanos, long position) {
      this.unixNanos = unixNanos;
      this.position = position;
    }

    String lastLine() {
      return text.substring(lastLine);
    }
  }

  /**
   * One line.
   *
   * @param partial whether the runtime cut it, so that the next line goes on in it
   */
  void line(String stream, long unixNanos, String text, boolean partial, long position) {
    Pending open = pending.get(stream);
    if (open != null && open.text.length() + text.length() < LONGEST) {
      if (open.partial) {
        open.text.append(text);
        open.partial = partial;
        return;
      }
      boolean near = unixNanos - open.unixNanos < SAME_MOMENT_NANOS;
      if (continues(open, text, near)) {
        open.text.append('\n');
        open.lastLine = open.text.length();
        open.text.append(text);
        open.partial = partial;
        return;
      }
    }
    give(stream);
    if (!text.isBlank()) {
      Pending begun = new Pending(unixNanos, position);
      begun.text.append(text);
      begun.partial = partial;
      pending.put(stream, begun);
    }
  }

  /** No line will follow. */
  void end() {
    for (String stream : new HashMap<>(pending).keySet()) {
      give(stream);
    }
  }

  private void give(String stream) {
    Pending whole = pending.remove(stream);
    if (whole != null) {
      taker.take(stream, whole.unixNanos, whole.text.toString().stripTrailing(), whole.position);
    }
  }

  private static boolean continues(Pending open, String line, boolean near) {
    boolean structured =
        open.text.charAt(0) == '{' && open.text.charAt(open.text.length() - 1) == '}';
    if (structured) {
      return false;
    }
    if (line.isBlank()) {
      return open.text.indexOf("panic: ") >= 0;
    }
    char first = line.charAt(0);
    return first == ' '
        || first == '\t'
        || line.startsWith("Caused by: ")
        || line.startsWith("Suppressed: ")
        || line.startsWith("--- End of ")
        || line.startsWith("Traceback (most recent call last)")
        || (line.length() == 1 && "}])".indexOf(first) >= 0)
        || (near && isExceptionHeadline(line))
        || endsTraceback(open)
        || isInGoroutine(open, line);
  }

  /** {@code java.io.IOException: reset}, but no sentence about one. */
  private static boolean isExceptionHeadline(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    boolean named = name.endsWith("Exception") || name.endsWith("Error");
    return named && name.indexOf('.') > 0 && name.indexOf(' ') < 0;
  }

  /** Python names the exception last, without indent. */
  private static boolean endsTraceback(Pending open) {
    return open.text.indexOf("Traceback (most recent call last)") >= 0
        && open.lastLine().startsWith(" ");
  }

  private static boolean isInGoroutine(Pending open, String line) {
    boolean inPanic = open.text.indexOf("panic: ") >= 0 || open.text.indexOf("goroutine ") >= 0;
    return inPanic
        && (line.startsWith("goroutine ")
            || line.startsWith("created by ")
            || line.startsWith("[signal ")
            || (line.endsWith(")") && line.indexOf('.') > 0 && line.indexOf(' ') < 0)
            || line.endsWith("(...)"));
  }
}
