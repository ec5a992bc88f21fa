package io.distributeddebug.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of logfmt: {@code level=info msg="it is up" took=3ms}. Values are bare or quoted with
 * backslash escapes; a key alone is {@code true}.
 */
final class Logfmt {
  private static final int MOST_PAIRS = 256;

  private final String line;
  private int at;

  private Logfmt(String line) {
    this.line = line;
  }

  /** The pairs, or nothing where some of the line is no pair. */
  static Optional<Map<String, Object>> read(String line) {
    return new Logfmt(line).pairs();
  }

  private Optional<Map<String, Object>> pairs() {
    Map<String, Object> pairs = new LinkedHashMap<>();
    int withValue = 0;
    for (skipBlanks(); at < line.length(); skipBlanks()) {
      String key = key();
      if (key.isEmpty() || pairs.size() >= MOST_PAIRS) {
        return Optional.empty();
      }
      if (at < line.length() && line.charAt(at) == '=') {
        at++;
        Optional<Object> value = value();
        if (value.isEmpty()) {
          return Optional.empty();
        }
        pairs.put(key, value.get());
        withValue++;
      } else {
        pairs.put(key, "true");
      }
    }
    // Words alone are a sentence.
    return withValue > 0 && withValue >= pairs.size() - 1 ? Optional.of(pairs) : Optional.empty();
  }

  private void skipBlanks() {
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
  }

  private String key() {
    int from = at;
    while (at < line.length() && isKeyCharacter(line.charAt(at))) {
      at++;
    }
    return line.substring(from, at);
  }

  private static boolean isKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-'
        || c == '/'
        || c == '@'
        || c == ':';
  }

  private Optional<Object> value() {
    if (at < line.length() && line.charAt(at) == '"') {
      return quoted().map(text -> text);
    }
    int from = at;
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      if (line.charAt(at) == '"') {
        return Optional.empty();
      }
      at++;
    }
    return Optional.of(numberOrText(line.substring(from, at)));
  }

  private Optional<String> quoted() {
    StringBuilder text = new StringBuilder();
    for (int i = at + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        at = i + 1;
        return Optional.of(text.toString());
      }
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = unescaped(line.charAt(i));
      }
      text.append(c);
    }
    return Optional.empty();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  /** Digits alone and decimal numbers; ids with leading zeros stay text. */
  private static Object numberOrText(String text) {
    if (text.isEmpty()
        || text.length() > 15
        || (text.length() > 1 && text.charAt(0) == '0' && text.charAt(1) != '.')) {
      return text;
    }
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      points += c == '.' ? 1 : 0;
      if (!((c >= '0' && c <= '9')
          || (c == '-' && i == 0 && text.length() > 1)
          || (c == '.' && i > 0 && points == 1))) {
        return text;
      }
    }
    return (Object) Double.valueOf(text);
  }
}
