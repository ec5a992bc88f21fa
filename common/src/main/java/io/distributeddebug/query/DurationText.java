package io.distributeddebug.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go and Prometheus write them. */
final class DurationText {
  private static final Pattern PART =
      Pattern.compile(
          "([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|μs|ms|s|m|h|d|w|y)");

  private DurationText() {}

  /** Nanoseconds; a day has 24 hours, a year 365 days. Empty where the text is no duration. */
  static Optional<Double> nanos(String text) {
    Matcher part = PART.matcher(text);
    double nanos = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    return end > 0 && end == text.length() ? Optional.of(nanos) : Optional.empty();
  }

  private static double unit(String symbol) {
    return switch (symbol) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      case "d" -> 24 * 3600e9;
      case "w" -> 7 * 24 * 3600e9;
      default -> 365 * 24 * 3600e9;
    };
  }
}
