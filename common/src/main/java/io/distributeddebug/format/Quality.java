package io.distributeddebug.format;

import io.distributeddebug.telemetry.Span;

/**
 * What is doubtful about a record that is stored all the same. The rules, each with its flag:
 *
 * <ul>
 *   <li>{@code no-time}: start or end is 0 or negative (the Unix epoch or before, also Go's zero
 *       time)
 *   <li>{@code far-time}: start or end lies before 2000-01-01 or after 2100-01-01, as happens when
 *       micro- or milliseconds are written as nanoseconds
 *   <li>{@code negative-duration}: it ends before it starts
 *   <li>{@code long-duration}: it takes more than 30 days
 * </ul>
 *
 * Rejected instead, as nothing can be done with them: spans whose trace or span id is missing,
 * zero, too long or neither hex nor base64; spans that name themselves as parent keep their row and
 * are flagged {@code own-parent}.
 */
public final class Quality {
  private static final long YEAR_2000 = 946_684_800_000_000_000L;
  private static final long YEAR_2100 = 4_102_444_800_000_000_000L;
  private static final long LONGEST_NANOS = 30L * 86_400 * 1_000_000_000;

  private Quality() {}

  /** The flags of a span, in alphabetical order with commas between; empty if it is fine. */
  public static String of(Span span) {
    long start = span.startUnixNanos();
    long end = span.endUnixNanos();
    boolean timed = start > 0 && end > 0;
    boolean near = isNear(start) && isNear(end);
    boolean ownParent = span.spanId().equals(span.parentSpanId());
    if (timed && near && !ownParent && end >= start && end - start <= LONGEST_NANOS) {
      return "";
    }
    StringBuilder flags = new StringBuilder();
    flag(flags, timed && !near, "far-time");
    flag(flags, timed && end - start > LONGEST_NANOS, "long-duration");
    flag(flags, timed && end < start, "negative-duration");
    flag(flags, !timed, "no-time");
    flag(flags, ownParent, "own-parent");
    return flags.toString();
  }

  /** As for spans: {@code far-time} or {@code no-time} of one instant; empty if it is fine. */
  public static String ofTime(long unixNanos) {
    return unixNanos <= 0 ? "no-time" : isNear(unixNanos) ? "" : "far-time";
  }

  private static boolean isNear(long unixNanos) {
    return unixNanos >= YEAR_2000 && unixNanos <= YEAR_2100;
  }

  private static void flag(StringBuilder flags, boolean applies, String name) {
    if (applies) {
      flags.append(flags.isEmpty() ? "" : ",").append(name);
    }
  }
}
