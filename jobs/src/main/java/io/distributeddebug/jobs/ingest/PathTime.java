package io.distributeddebug.jobs.ingest;

import io.distributeddebug.telemetry.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that the folders of an archive say, in UTC: {@code
 * year=2026/month=01/day=05/hour=08/minute=30} as the OpenTelemetry Collector's S3 exporter lays
 * files out, {@code 2026/01/05/08}, {@code date=2026-01-05/hour=08}, {@code dt=2026-01-05-08},
 * {@code 20260105}, or where an archive's name has the placeholders {@code %Y %m %d %H %M}.
 */
final class PathTime {
  private static final Pattern PLACEHOLDER = Pattern.compile("%[YmdHM]");

  private static final String YEAR = "(?<year>(?:19|20|21)\\d\\d)";
  private static final String MONTH = "(?<month>0[1-9]|1[0-2])";
  private static final String DAY = "(?<day>0[1-9]|[12]\\d|3[01])";
  private static final String HOUR = "(?<hour>[01]\\d|2[0-3])";
  private static final String MINUTE = "(?<minute>[0-5]\\d)";

  /** Folders that say themselves what their numbers are. */
  private static final Pattern KEYED =
      Pattern.compile(
          "/(?:year|y)=%s/(?:month|m)=%s/(?:day|d)=%s(?=/)(?:/(?:hour|h)=%s(?=/)(?:/(?:minute|min)=%s(?=/))?)?"
              .formatted(YEAR, MONTH, DAY, HOUR, MINUTE));

  private static final List<Pattern> LAYOUTS =
      List.of(
          KEYED,
          Pattern.compile(
              "/(?:[A-Za-z_]+=)?%s-%s-%s(?:(?:[T_-]|/(?:(?:hour|h|hr)=)?)%s(?:/(?:(?:minute|min)=)?%s)?)?(?=/)"
                  .formatted(YEAR, MONTH, DAY, HOUR, MINUTE)),
          Pattern.compile(
              "/%s/%s/%s(?=/)(?:/%s(?=/)(?:/%s(?=/))?)?".formatted(YEAR, MONTH, DAY, HOUR, MINUTE)),
          Pattern.compile(
              "/(?:[A-Za-z_]+=)?%s%s%s(?:[T_/-]?%s)?(?=/)(?<minute>(?!))?"
                  .formatted(YEAR, MONTH, DAY, HOUR)));

  private PathTime() {}

  /**
   * The stretch of time that the folders of a file, or of a folder that ends with a slash, say.
   *
   * @param root where the archive begins: a bare date above it may be that of a backup
   * @return empty where they say no day
   */
  static Optional<Window> below(String root, String path) {
    Matcher keyed = KEYED.matcher(path);
    return keyed.find()
        ? window(keyed)
        : in(path.substring(Math.min(root.length(), path.length())));
  }

  private static Optional<Window> in(String path) {
    for (Pattern layout : LAYOUTS) {
      Matcher found = layout.matcher(path);
      if (found.find()) {
        return window(found);
      }
    }
    return Optional.empty();
  }

  /** Whether an archive's name has placeholders for the time. */
  static boolean hasPlaceholders(String archive) {
    return archive.contains("%Y") && archive.contains("%m") && archive.contains("%d");
  }

  /** The name with its placeholders as wildcards. */
  static String glob(String archive) {
    return PLACEHOLDER
        .matcher(archive)
        .replaceAll(found -> found.group().equals("%Y") ? "[0-9][0-9][0-9][0-9]" : "[0-9][0-9]");
  }

  /** The stretch of time where the archive's name has placeholders; the first of each counts. */
  static Optional<Window> of(String path, String archive) {
    StringBuilder pattern = new StringBuilder("^.*?");
    List<String> named = new ArrayList<>();
    Matcher placeholder = PLACEHOLDER.matcher(archive);
    int from = firstOf(archive);
    while (placeholder.find()) {
      pattern.append(literal(archive.substring(from, placeholder.start())));
      String part = part(placeholder.group());
      pattern.append(named.contains(part) ? "\\d+" : group(part));
      named.add(part);
      from = placeholder.end();
    }
    for (String part : List.of("hour", "minute")) {
      if (!named.contains(part)) {
        pattern.append("(?<").append(part).append(">(?!))?");
      }
    }
    Matcher found = Pattern.compile(pattern.toString()).matcher(path);
    return found.find() ? window(found) : Optional.empty();
  }

  /** Where the fixed text before the first placeholder begins, of which no wildcard is part. */
  private static int firstOf(String archive) {
    int placeholder = archive.indexOf('%');
    return Math.max(0, archive.lastIndexOf('/', placeholder));
  }

  private static String literal(String text) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      pattern.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
    }
    return pattern.toString();
  }

  private static String part(String placeholder) {
    return switch (placeholder) {
      case "%Y" -> "year";
      case "%m" -> "month";
      case "%d" -> "day";
      case "%H" -> "hour";
      default -> "minute";
    };
  }

  private static String group(String part) {
    return switch (part) {
      case "year" -> YEAR;
      case "month" -> MONTH;
      case "day" -> DAY;
      case "hour" -> HOUR;
      default -> MINUTE;
    };
  }

  private static Optional<Window> window(Matcher found) {
    Optional<Integer> hour = number(found, "hour");
    Optional<Integer> minute = number(found, "minute");
    Duration length =
        minute.isPresent()
            ? Duration.ofMinutes(1)
            : hour.isPresent() ? Duration.ofHours(1) : Duration.ofDays(1);
    try {
      LocalDateTime begin =
          LocalDateTime.of(
              number(found, "year").orElseThrow(),
              number(found, "month").orElseThrow(),
              number(found, "day").orElseThrow(),
              hour.orElse(0),
              minute.orElse(0));
      return Optional.of(
          Window.of(begin.toInstant(ZoneOffset.UTC), begin.plus(length).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(Matcher found, String part) {
    return Optional.ofNullable(found.group(part)).map(Integer::valueOf);
  }
}
