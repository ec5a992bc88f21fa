package io.distributeddebug.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line as words apart by blanks, where quotes or brackets hold blanks together: as access logs
 * are written. A quote inside quotes is taken as text unless a blank or the end follows it.
 */
final class QuotedWords {
  private static final int MOST_WORDS = 64;

  private QuotedWords() {}

  /** Nothing where a quote or bracket is never closed, or there are too many words. */
  static Optional<List<String>> of(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char first = line.charAt(at);
      if (first == ' ' || first == '\t') {
        at++;
        continue;
      }
      if (words.size() == MOST_WORDS) {
        return Optional.empty();
      }
      if (first == '"' || first == '[') {
        int close = close(line, at + 1, first == '"' ? '"' : ']');
        if (close < 0) {
          return Optional.empty();
        }
        words.add(line.substring(at + 1, close));
        at = close + 1;
      } else {
        int end = at;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
          end++;
        }
        words.add(line.substring(at, end));
        at = end;
      }
    }
    return Optional.of(words);
  }

  private static int close(String line, int from, char closing) {
    for (int i = line.indexOf(closing, from); i >= 0; i = line.indexOf(closing, i + 1)) {
      if (i + 1 == line.length() || line.charAt(i + 1) == ' ' || line.charAt(i + 1) == '\t') {
        return i;
      }
    }
    return -1;
  }
}
