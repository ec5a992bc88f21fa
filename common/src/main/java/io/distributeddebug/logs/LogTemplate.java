package io.distributeddebug.logs;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which statement of a program wrote a line: its level and source location where these are known,
 * else its level and first words with ids and numbers masked. Time stamps and trace, span, request
 * and correlation ids are cut first; only the first line of a text counts, and of it {@value
 * #LONGEST} characters.
 *
 * @param level as written in the line ({@code ERROR}, {@code WARN}), else the record's severity;
 *     empty where neither tells
 * @param location {@code logger#line} or {@code file:line}, empty where unknown
 * @param text the template: equal for lines of the same statement
 */
public record LogTemplate(String level, String location, String text) {
  // Fixed patterns of ours, each linear on a line of bounded length.
  private static final Pattern HEX = Pattern.compile("\\b[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{4,})*\\b");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z#:.$])\\d[\\d.,:]*");
  private static final Pattern LEVEL =
      Pattern.compile("\\b(TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|SEVERE|CRITICAL)\\b");
  private static final Pattern LOCATION = Pattern.compile("[\\w$.\\[\\]/-]*\\w[#:]\\d+\\b");
  private static final Pattern CLOCK = Pattern.compile("\\W*[\\dT:.,/ Z+-]{8,}\\s*");
  private static final Pattern IDS =
      Pattern.compile(
          "\\b(?:trace|span|request|correlation)_?-?id\\b\\s*[:=]\\s*\\S*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\[\\](){}]+");

  private static final int LONGEST = 2048;
  private static final int LEVEL_WITHIN = 60;
  private static final int LOCATION_WITHIN = 120;
  private static final int WORDS = 6;
  private static final Set<String> ERROR_LEVELS = Set.of("ERROR", "FATAL", "SEVERE", "CRITICAL");

  private static final List<String> FILE_KEYS =
      List.of("code.file.path", "code.filepath", "log.origin.file.name");
  private static final List<String> LINE_KEYS =
      List.of("code.line.number", "code.lineno", "log.origin.file.line");
  private static final List<String> LOGGER_KEYS =
      List.of("log.logger", "logger.name", "logger", "otel.scope.name", "code.namespace");

  /** Judged by the text alone. */
  public static LogTemplate of(String body) {
    String line = statement(body);
    String level = levelIn(line);
    String location = locationIn(line);
    if (!location.isEmpty()) {
      return new LogTemplate(level, location, level + " " + location);
    }
    return new LogTemplate(level, "", firstWords(line, WORDS));
  }

  /**
   * The text first; what it lacks comes from the record: the level from its severity, the location
   * from its code attributes.
   */
  public static LogTemplate of(LogRecord log) {
    LogTemplate written = of(log.body());
    String level = written.level.isEmpty() ? severity(log) : written.level;
    String location = written.location;
    if (location.isEmpty()) {
      location = codeLocation(log.attributes());
      if (!location.isEmpty()) {
        return new LogTemplate(level, location, level + " " + location);
      }
    }
    if (level.equals(written.level)) {
      return written;
    }
    return new LogTemplate(level, location, level + " " + wordsFor(log, written));
  }

  /** Ids, hex and numbers replaced: {@code <h>} and {@code <n>}. */
  public static String mask(String text) {
    String hexMasked = text.length() < 8 ? text : HEX.matcher(text).replaceAll("<h>");
    return hasDigit(hexMasked) ? NUMBER.matcher(hexMasked).replaceAll("<n>") : hexMasked;
  }

  public boolean isError() {
    return ERROR_LEVELS.contains(level);
  }

  private static String statement(String body) {
    int feed = body.indexOf('\n');
    String line = head(feed < 0 ? body : body.substring(0, feed), LONGEST);
    Matcher clock = CLOCK.matcher(line);
    String rest = clock.lookingAt() ? line.substring(clock.end()) : line;
    return IDS.matcher(rest).replaceAll("");
  }

  private static String levelIn(String line) {
    Matcher level = LEVEL.matcher(head(line, LEVEL_WITHIN));
    return level.find() ? level.group(1) : "";
  }

  /** A place in a program has a letter in its name; times and addresses with a port have none. */
  private static String locationIn(String line) {
    Matcher location = LOCATION.matcher(head(line, LOCATION_WITHIN));
    while (location.find()) {
      if (location.group().chars().anyMatch(Character::isLetter)) {
        return location.group();
      }
    }
    return "";
  }

  private static String firstWords(String line, int count) {
    return BETWEEN_WORDS
        .splitAsStream(mask(line))
        .filter(word -> !word.isEmpty())
        .limit(count)
        .collect(Collectors.joining(" "));
  }

  /** Where the level is no word of the text, one word fewer, as the level takes its place. */
  private static String wordsFor(LogRecord log, LogTemplate written) {
    return written.location.isEmpty()
        ? firstWords(statement(log.body()), WORDS - 1)
        : written.location;
  }

  private static String severity(LogRecord log) {
    int number = log.severityNumber();
    if (number >= 21) {
      return "FATAL";
    }
    if (number >= 1) {
      return List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR").get((number - 1) / 4);
    }
    return log.severity().toUpperCase(Locale.ROOT);
  }

  private static String codeLocation(Attributes attributes) {
    String line = first(attributes, LINE_KEYS);
    if (line.isEmpty()) {
      return "";
    }
    String file = first(attributes, FILE_KEYS);
    if (!file.isEmpty()) {
      return file.substring(file.lastIndexOf('/') + 1) + ":" + line;
    }
    String logger = first(attributes, LOGGER_KEYS);
    return logger.isEmpty() ? "" : logger + "#" + line;
  }

  private static String first(Attributes attributes, List<String> keys) {
    for (String key : keys) {
      String value = attributes.get(key).orElse("");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String head(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }
}
