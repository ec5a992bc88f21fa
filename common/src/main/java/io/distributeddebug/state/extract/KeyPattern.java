package io.distributeddebug.state.extract;

import java.util.Optional;

/** A key with one part that varies, such as {@code order:{order_id}}. */
record KeyPattern(String before, String after, boolean isGiven) {
  static KeyPattern of(String pattern) {
    int open = pattern.indexOf('{');
    int close = pattern.indexOf('}', open + 1);
    return open < 0 || close < 0
        ? new KeyPattern(pattern, "", !pattern.isEmpty())
        : new KeyPattern(pattern.substring(0, open), pattern.substring(close + 1), true);
  }

  boolean matches(String key) {
    return isGiven
        && key.length() > before.length() + after.length()
        && key.startsWith(before)
        && key.endsWith(after);
  }

  /** What varies; empty where the key is none of these. */
  Optional<String> part(String key) {
    return matches(key)
        ? Optional.of(key.substring(before.length(), key.length() - after.length()))
        : Optional.empty();
  }
}
