package io.distributeddebug.cause;

import java.util.Locale;

/** Numbers as a person reads them aloud, and names as SQL takes them. */
final class Wording {
  private Wording() {}

  static String duration(double nanos) {
    double millis = nanos / 1e6;
    if (millis >= 60_000) {
      return String.format(Locale.ROOT, "%.1f min", millis / 60_000);
    }
    if (millis >= 1000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
    return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.1f ms", millis);
  }

  static String percent(double ratio) {
    double percent = 100 * ratio;
    return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
  }

  static String points(double percent) {
    return String.format(Locale.ROOT, "%.0f %%", percent);
  }

  static String count(double count, String noun) {
    return String.format(Locale.ROOT, "%,.0f ", count) + noun + (count == 1 ? "" : "s");
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
