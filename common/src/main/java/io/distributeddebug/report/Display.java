package io.distributeddebug.report;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.telemetry.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and kinds as people read them; the same words in every renderer. */
public final class Display {
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private Display() {}

  /** Such as {@code 850 µs}, {@code 12.3 ms}, {@code 2.04 s}, {@code 3 min 20 s}. */
  public static String duration(long nanos) {
    if (nanos < 0) {
      return "−" + duration(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
    }
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 1_000_000) {
      return threeDigits(nanos / 1e3) + " µs";
    }
    if (nanos < 1_000_000_000) {
      return threeDigits(nanos / 1e6) + " ms";
    }
    if (nanos < 60_000_000_000L) {
      return threeDigits(nanos / 1e9) + " s";
    }
    long seconds = Math.round(nanos / 1e9);
    if (seconds < 3_600) {
      return parts(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 2 * 24 * 60) {
      return parts(minutes / 60, "h", minutes % 60, "min");
    }
    return parts(minutes / 1440, "d", minutes % 1440 / 60, "h");
  }

  /** Such as {@code 12.3 %}. */
  public static String ratio(double ratio) {
    if (!Double.isFinite(ratio)) {
      return "unknown";
    }
    double percent = ratio * 100;
    if (percent > 99.95 && percent < 100) {
      return "99.9 %"; // never rounded to "all of them"
    }
    return threeDigits(percent) + " %";
  }

  /** Whole percent, never rounded up to certainty. */
  public static String confidence(double confidence) {
    if (confidence > 0 && confidence < 0.01) {
      return "< 1 %";
    }
    if (confidence < 1 && confidence >= 0.99) {
      return "99 %";
    }
    return Math.round(confidence * 100) + " %";
  }

  /** With thousands separators. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Such as {@code 2026-01-05 08:31:00 UTC}. */
  public static String instant(Instant instant) {
    return DATE_AND_TIME.format(instant) + " UTC";
  }

  /** The time of the day alone, UTC. */
  public static String timeOfDay(long unixNanos) {
    return TIME.format(Window.instant(unixNanos));
  }

  /** Such as {@code 2026-01-05 08:31:00 to 08:43:00 UTC (12 min)}. */
  public static String window(Window window) {
    String from = DATE_AND_TIME.format(window.from());
    String to = DATE_AND_TIME.format(window.to());
    String shownTo = to.startsWith(from.substring(0, 10)) ? to.substring(11) : to;
    return from + " to " + shownTo + " UTC (" + duration(window.nanos()) + ")";
  }

  /** A measured value with its unit. */
  public static String value(double value, Unit unit) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    return switch (unit) {
      case NANOS -> duration(Math.round(value));
      case RATIO -> ratio(value);
      case BYTES -> bytes(value);
      case PER_SECOND -> threeDigits(value) + "/s";
      case NATS -> threeDigits(value) + " nats";
      case COUNT -> value == Math.rint(value) ? count((long) value) : threeDigits(value);
    };
  }

  /** The value, and the baseline's before it where there is one. */
  public static String beforeAndAfter(Evidence evidence) {
    String now = value(evidence.value(), evidence.unit());
    return evidence
        .baseline()
        .map(before -> value(before, evidence.unit()) + " → " + now)
        .orElse(now);
  }

  /** A cause's kind in words: {@code slow_dependency} is a slow dependency. */
  public static String kind(String kind) {
    return switch (kind) {
      case "cpu" -> "CPU contention";
      case "wrong_result" -> "wrong result or early return";
      case "clock" -> "clock error";
      case "unknown" -> "unknown kind";
      default -> kind.replace('_', ' ').replace('-', ' ');
    };
  }

  /** What of the service is meant: its operation, instance and resource, as far as known. */
  public static String scope(Cause cause) {
    StringBuilder scope = new StringBuilder();
    cause.operation().ifPresent(operation -> scope.append(", operation ").append(operation));
    cause.instance().ifPresent(instance -> scope.append(", instance ").append(instance));
    cause.resource().ifPresent(resource -> scope.append(", resource ").append(resource));
    return scope.length() == 0 ? "" : scope.substring(2);
  }

  private static String bytes(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    double shown = bytes;
    while (Math.abs(shown) >= 1000 && unit < units.length - 1) {
      shown /= 1000;
      unit++;
    }
    return threeDigits(shown) + " " + units[unit];
  }

  private static String parts(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  private static String threeDigits(double value) {
    double magnitude = Math.abs(value);
    int decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
