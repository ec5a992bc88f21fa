package io.distributeddebug.format;

import java.util.List;
import java.util.Locale;

/** Severities as OpenTelemetry numbers them, from the many words for them. */
final class Severities {
  private static final List<String> NAMES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private Severities() {}

  /** The range's name for a number 1..24, else empty. */
  static String name(int number) {
    return number >= 1 && number <= 24 ? NAMES.get((number - 1) / 4) : "";
  }

  /** The number of a word of any case ({@code warning}, {@code err}), 0 where unknown. */
  static int number(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    String name =
        upper.startsWith("SEVERITY_NUMBER_") ? upper.substring("SEVERITY_NUMBER_".length()) : upper;
    return switch (name) {
      case "TRACE", "FINEST", "FINER" -> 1;
      case "TRACE2" -> 2;
      case "TRACE3" -> 3;
      case "TRACE4" -> 4;
      case "DEBUG", "FINE", "VERBOSE" -> 5;
      case "DEBUG2" -> 6;
      case "DEBUG3" -> 7;
      case "DEBUG4" -> 8;
      case "INFO", "INFORMATION", "INFORMATIONAL", "CONFIG" -> 9;
      case "INFO2", "NOTICE" -> 10;
      case "INFO3" -> 11;
      case "INFO4" -> 12;
      case "WARN", "WARNING" -> 13;
      case "WARN2" -> 14;
      case "WARN3" -> 15;
      case "WARN4" -> 16;
      case "ERROR", "ERR", "SEVERE" -> 17;
      case "ERROR2", "CRITICAL", "CRIT", "DPANIC" -> 18;
      case "ERROR3", "ALERT" -> 19;
      case "ERROR4" -> 20;
      case "FATAL", "EMERG", "EMERGENCY", "PANIC" -> 21;
      case "FATAL2" -> 22;
      case "FATAL3" -> 23;
      case "FATAL4" -> 24;
      default -> 0;
    };
  }
}
