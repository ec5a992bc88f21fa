package io.distributeddebug.format;

import io.distributeddebug.telemetry.Span;

/**
 * What is doubtful about a record that is stored all the same. The rules, each with its flag:
 *
 * <ul>
 *   <li>{@code no-time}: start or end is 0 or negative (the Unix epoch or before, also Go's zero
 *       time)
 *   <li>{@code far-time}: start or end lies before 2000-01-01 or after 2100-01-01
 *   <li>{@code time-unit}: such a time would be one of 2010 to 2050 were it a number of micro-,
 *       milli- or whole seconds that was written as nanoseconds
 *   <li>{@code negative-duration}: it ends before it starts
 *   <li>{@code long-duration}: it takes more than 30 days
 *   <li>{@code no-service}: a span of nobody
 *   <li>{@code own-parent}: a span that names itself as its parent
 * </ul>
 *
 * Rejected instead, as nothing can be done with them: spans whose trace or span id is missing,
 * zero, too long or neither hex nor base64.
 */
public final class Quality {
  private static final long SECOND = 1_000_000_000L;
  private static final long YEAR_2000 = 946_684_800L * SECOND;
  private static final long YEAR_2010 = 1_262_304_000L * SECOND;
  private static final long YEAR_2050 = 2_524_608_000L * SECOND;
  private static final long YEAR_2100 = 4_102_444_800L * SECOND;
  private static final long LONGEST_NANOS = 30L * 86_400 * SECOND;

  private Quality() {}

  /** The flags of a span, in alphabetical order with commas between; empty if it is fine. */
  public static String of(Span span) {
    long start = span.startUnixNanos();
    long end = span.endUnixNanos();
    boolean timed = start > 0 && end > 0;
    boolean near = isNear(start) && isNear(end);
    boolean ownParent = span.spanId().equals(span.parentSpanId());
    boolean noService = span.resource().service().isEmpty();
    if (timed && near && !ownParent && !noService && end >= start && end - start <= LONGEST_NANOS) {
      return "";
    }
    StringBuilder flags = new StringBuilder();
    flag(flags, timed && !near, "far-time");
    flag(flags, timed && end - start > LONGEST_NANOS, "long-duration");
    flag(flags, timed && end < start, "negative-duration");
    flag(flags, noService, "no-service");
    flag(flags, !timed, "no-time");
    flag(flags, ownParent, "own-parent");
    flag(flags, timed && !near && (isOfOtherUnit(start) || isOfOtherUnit(end)), "time-unit");
    return flags.toString();
  }

  /** As for spans, of one instant; empty if it is fine. */
  public static String ofTime(long unixNanos) {
    if (unixNanos <= 0) {
      return "no-time";
    }
    if (isNear(unixNanos)) {
      return "";
    }
    return isOfOtherUnit(unixNanos) ? "far-time,time-unit" : "far-time";
  }

  private static boolean isOfOtherUnit(long unixNanos) {
    for (long factor = 1_000; factor <= SECOND; factor *= 1_000) {
      if (unixNanos >= YEAR_2010 / factor && unixNanos <= YEAR_2050 / factor) {
        return true;
      }
    }
    return false;
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
