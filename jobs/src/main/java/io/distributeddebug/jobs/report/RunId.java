package io.distributeddebug.jobs.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The name of a run and of its report's folder; safe on every file system and object store. */
public final class RunId {
  private static final int SLUG_CHARS = 40;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private RunId() {}

  /** Such as {@code 20260105-091700-123-checkout-times-out}: when, and what the user asked. */
  public static String of(Instant now, String description) {
    String slug =
        description
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .map(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-')
            .limit(4L * SLUG_CHARS)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .replaceAll("-{2,}", "-");
    String cut = slug.length() > SLUG_CHARS ? slug.substring(0, SLUG_CHARS) : slug;
    String trimmed = cut.replaceAll("^-|-$", "");
    return TIME.format(now) + (trimmed.isEmpty() ? "" : "-" + trimmed);
  }
}
