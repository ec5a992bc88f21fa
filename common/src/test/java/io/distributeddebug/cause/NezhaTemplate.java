package io.distributeddebug.cause;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Level + source location of a log line, as the prototype cut it; the oracle needs the same. */
record NezhaTemplate(String key, boolean isError) {
  private static final Pattern HEX = Pattern.compile("\\b[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]{4,})*\\b");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z#:.$])\\d[\\d.,:]*");
  private static final Pattern LEVEL =
      Pattern.compile("\\b(TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|SEVERE|CRITICAL)\\b");
  private static final Pattern LOCATION = Pattern.compile("[\\w$.\\[\\]/-]*\\w[#:]\\d+\\b");
  private static final Pattern CLOCK = Pattern.compile("^\\W*[\\dT:.,/ Z+-]{8,}\\s*");
  private static final Pattern IDS =
      Pattern.compile(
          "\\b(trace|span|request|correlation)_?-?id\\b\\s*[:=]\\s*\\S*", Pattern.CASE_INSENSITIVE);
  private static final Set<String> ERRORS = Set.of("ERROR", "FATAL", "SEVERE", "CRITICAL");
  private static final int TOKENS = 6;

  static String mask(String text) {
    return NUMBER.matcher(HEX.matcher(text).replaceAll("<h>")).replaceAll("<n>");
  }

  static NezhaTemplate of(String text) {
    String line = text.split("\n", 2)[0];
    line = IDS.matcher(CLOCK.matcher(line).replaceFirst("")).replaceAll("");
    Matcher levels = LEVEL.matcher(line.substring(0, Math.min(60, line.length())));
    String level = levels.find() ? levels.group(1) : "";
    Matcher location = LOCATION.matcher(line.substring(0, Math.min(120, line.length())));
    if (location.find()) {
      return new NezhaTemplate(level + " " + location.group(), ERRORS.contains(level));
    }
    StringBuilder words = new StringBuilder();
    int taken = 0;
    for (String word : mask(line).split("[\\s\\[\\](){}]+", -1)) {
      if (!word.isEmpty() && taken < TOKENS) {
        words.append(taken++ > 0 ? " " : "").append(word);
      }
    }
    return new NezhaTemplate(words.toString(), ERRORS.contains(level));
  }
}
