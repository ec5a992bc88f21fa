package io.distributeddebug.format;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.Locale;

/**
 * Kinds and statuses of spans from the words and numbers for them: {@code Server}, {@code
 * SPAN_KIND_SERVER}, {@code 2}.
 */
final class SpanWords {
  private static final SpanKind[] KINDS = SpanKind.values();

  private SpanWords() {}

  static SpanKind kind(String text) {
    String name = withoutPrefix(text, "SPAN_KIND_");
    if (name.length() == 1 && name.charAt(0) >= '0' && name.charAt(0) < '0' + KINDS.length) {
      return KINDS[name.charAt(0) - '0'];
    }
    for (SpanKind kind : KINDS) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return SpanKind.UNSPECIFIED;
  }

  static StatusCode status(String text) {
    return switch (withoutPrefix(text, "STATUS_CODE_")) {
      case "ERROR", "2" -> StatusCode.ERROR;
      case "OK", "1" -> StatusCode.OK;
      default -> StatusCode.UNSET;
    };
  }

  private static String withoutPrefix(String text, String prefix) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.startsWith(prefix) ? upper.substring(prefix.length()) : upper;
  }
}
