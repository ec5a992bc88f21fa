package io.distributeddebug.format;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a log line of plain text tells: its time where it begins with one, its severity where a word
 * near its beginning is one, and the trace that it names in one of the usual ways ({@code
 * trace_id=...}, {@code [service,trace,span]}, a {@code traceparent}).
 *
 * @param timeEnd how many characters the time takes, 0 where there is none
 * @param severityNumber 0 where unknown
 */
record LogText(
    OptionalLong unixNanos, int timeEnd, int severityNumber, Optional<TraceReference> trace) {
  private static final int SEVERITY_LOOKED_FOR = 160;
  private static final int SHORTEST_TRACE_ID = 16;
  private static final int LONGEST_DATE = 40;
  private static final Set<String> ZONES = Set.of("UTC", "GMT", "Z", "AM", "PM");

  static LogText of(String line) {
    int timeEnd = timeEnd(line);
    OptionalLong time =
        timeEnd > 0 ? AnyTime.nanos(unbracketed(line, timeEnd)) : OptionalLong.empty();
    return new LogText(time, timeEnd, severity(line, timeEnd), trace(line));
  }

  /** Whether a line begins with a time, with or without brackets around it. */
  static boolean beginsWithTime(String line) {
    int end = timeEnd(line);
    return end > 0 && AnyTime.nanos(unbracketed(line, end)).isPresent();
  }

  /** The longest beginning, word by word, that is a date and time. */
  private static int timeEnd(String line) {
    int from = line.startsWith("[") ? 1 : 0;
    if (from >= line.length() || !couldBeginDate(line.charAt(from))) {
      return 0;
    }
    if (from == 1) {
      int close = line.indexOf(']', 1);
      return close > 0 && close <= LONGEST_DATE && isTime(line.substring(1, close)) ? close + 1 : 0;
    }
    int best = 0;
    int words = 0;
    int wordStart = 0;
    for (int i = 1; i <= Math.min(line.length(), LONGEST_DATE) && words < 6; i++) {
      if (i < line.length() && line.charAt(i) != ' ' && line.charAt(i) != '\t') {
        continue;
      }
      words++;
      if (best > 0 && !isZone(line.substring(wordStart, i))) {
        return best;
      }
      best = isTime(trimmed(line, i)) ? i : best;
      wordStart = i + 1;
    }
    return best;
  }

  /** What may follow a time and belong to it. */
  private static boolean isZone(String word) {
    boolean offset =
        word.length() >= 5
            && (word.charAt(0) == '+' || word.charAt(0) == '-')
            && Character.isDigit(word.charAt(1));
    return offset || ZONES.contains(word);
  }

  private static boolean couldBeginDate(char c) {
    return (c >= '0' && c <= '9') || "JFMASOND".indexOf(c) >= 0 || "TW".indexOf(c) >= 0;
  }

  /** Numbers alone are too often no time. */
  private static boolean isTime(String text) {
    return text.length() >= 17 && text.indexOf(':') > 0 && AnyTime.nanos(text).isPresent();
  }

  private static String unbracketed(String line, int end) {
    return line.startsWith("[") ? line.substring(1, end - 1) : trimmed(line, end);
  }

  /** Some end the time with a colon or a comma. */
  private static String trimmed(String line, int end) {
    int last = end;
    while (last > 0 && (line.charAt(last - 1) == ':' || line.charAt(last - 1) == ',')) {
      last--;
    }
    return line.substring(0, last);
  }

  /** A word in capitals, or any word in brackets or behind {@code level=}; or klog's letter. */
  private static int severity(String line, int from) {
    int klog = klogSeverity(line);
    if (klog > 0) {
      return klog;
    }
    int to = Math.min(line.length(), from + SEVERITY_LOOKED_FOR);
    int i = from;
    while (i < to) {
      if (!isLetter(line.charAt(i))) {
        i++;
        continue;
      }
      int end = i;
      while (end < line.length() && isLetter(line.charAt(end))) {
        end++;
      }
      if (end - i >= 3 && end - i <= 13) {
        String word = line.substring(i, end);
        int number = Severities.number(word);
        boolean marked = isCapital(word) || isBracketed(line, i, end) || isNamed(line, i);
        if (number > 0 && marked) {
          return number;
        }
      }
      i = end;
    }
    return 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isCapital(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) > 'Z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBracketed(String line, int from, int end) {
    char before = from > 0 ? line.charAt(from - 1) : ' ';
    char after = end < line.length() ? line.charAt(end) : ' ';
    return (before == '[' && after == ']') || (before == '<' && after == '>') || after == '\t';
  }

  private static boolean isNamed(String line, int from) {
    return line.startsWith("level=", Math.max(0, from - 6))
        || line.startsWith("level=\"", Math.max(0, from - 7));
  }

  /** {@code E0102 15:04:05.000000}. */
  private static int klogSeverity(String line) {
    boolean shaped =
        line.length() > 13
            && line.charAt(5) == ' '
            && line.charAt(8) == ':'
            && line.charAt(11) == ':'
            && Character.isDigit(line.charAt(1))
            && Character.isDigit(line.charAt(4));
    if (!shaped) {
      return 0;
    }
    return switch (line.charAt(0)) {
      case 'I' -> 9;
      case 'W' -> 13;
      case 'E' -> 17;
      case 'F' -> 21;
      default -> 0;
    };
  }

  private static Optional<TraceReference> trace(String line) {
    for (int i = line.indexOf('t'); i >= 0; i = next(line, i)) {
      if (line.regionMatches(true, i, "trace", 0, 5)) {
        Optional<TraceReference> named = named(line, i + 5);
        if (named.isPresent()) {
          return named;
        }
      }
    }
    for (int i = line.indexOf('T'); i >= 0; i = line.indexOf('T', i + 1)) {
      if (line.startsWith("TraceId", i)
          || line.startsWith("TraceID", i)
          || line.startsWith("TRACE_ID", i)) {
        Optional<TraceReference> named = named(line, i + 5);
        if (named.isPresent()) {
          return named;
        }
      }
    }
    return inBrackets(line);
  }

  private static int next(String line, int i) {
    return line.indexOf('t', i + 1);
  }

  /** Behind the word trace: an id's name, some punctuation, and an id; the span's may follow. */
  private static Optional<TraceReference> named(String line, int from) {
    if (line.startsWith("parent", from)) {
      int value = afterPunctuation(line, from + 6);
      int end = Math.min(line.length(), value + 55);
      return TraceReference.ofTraceparent(line.substring(value, end));
    }
    int at = from;
    while (at < line.length()
        && (line.charAt(at) == '_' || line.charAt(at) == '.' || line.charAt(at) == '-')) {
      at++;
    }
    if (!line.regionMatches(true, at, "id", 0, 2)) {
      return Optional.empty();
    }
    int value = afterPunctuation(line, at + 2);
    String trace = hexAt(line, value);
    if (trace.length() < SHORTEST_TRACE_ID) {
      return Optional.empty();
    }
    String span = spanBehind(line, value + trace.length());
    return Ids.traceId(trace).map(id -> new TraceReference(id, Ids.spanId(span).orElse("")));
  }

  private static String spanBehind(String line, int from) {
    int to = Math.min(line.length(), from + 24);
    for (int i = from; i + 4 < to; i++) {
      if (line.regionMatches(true, i, "span", 0, 4)) {
        int at = i + 4;
        while (at < line.length() && "_.-".indexOf(line.charAt(at)) >= 0) {
          at++;
        }
        if (line.regionMatches(true, at, "id", 0, 2)) {
          return hexAt(line, afterPunctuation(line, at + 2));
        }
      }
    }
    return "";
  }

  /** Spring's {@code [service,trace,span]} and {@code [trace-span]}. */
  private static Optional<TraceReference> inBrackets(String line) {
    for (int open = line.indexOf('['); open >= 0; open = line.indexOf('[', open + 1)) {
      int close = line.indexOf(']', open);
      if (close < 0) {
        return Optional.empty();
      }
      if (close - open < 200) {
        String[] parts = line.substring(open + 1, close).split("[,-]", -1);
        for (int i = 0; i + 1 < parts.length; i++) {
          boolean ids =
              (parts[i].length() == 32 || parts[i].length() == 16)
                  && parts[i + 1].length() == 16
                  && hexAt(parts[i], 0).length() == parts[i].length()
                  && hexAt(parts[i + 1], 0).length() == 16;
          if (ids) {
            String span = parts[i + 1];
            return Ids.traceId(parts[i])
                .map(id -> new TraceReference(id, Ids.spanId(span).orElse("")));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static int afterPunctuation(String line, int from) {
    int at = from;
    while (at < line.length() && at < from + 4 && "=:\"' ".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static String hexAt(String line, int from) {
    int at = from;
    while (at < line.length() && at < from + 33 && Character.digit(line.charAt(at), 16) >= 0) {
      at++;
    }
    return at - from > 32 ? "" : line.substring(Math.min(from, line.length()), at);
  }
}
