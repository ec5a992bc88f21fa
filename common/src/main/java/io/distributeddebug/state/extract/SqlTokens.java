package io.distributeddebug.state.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts an SQL text into words, strings, numbers, parameters and signs; comments are left out. Knows
 * no grammar, so that it reads every dialect, and never fails: what is cut off in the middle ends
 * there.
 */
final class SqlTokens {
  private static final int MOST_TOKENS = 2_000;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  enum Type {
    WORD,
    /** A name in quotes. */
    NAME,
    STRING,
    NUMBER,
    PARAMETER,
    SIGN
  }

  record Token(Type type, String text) {
    boolean is(String word) {
      return type != Type.STRING && type != Type.NAME && text.equalsIgnoreCase(word);
    }

    boolean isName() {
      return type == Type.WORD || type == Type.NAME;
    }

    String upper() {
      return text.toUpperCase(Locale.ROOT);
    }
  }

  private SqlTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String sql) {
    SqlTokens reading = new SqlTokens(sql);
    while (reading.tokens.size() < MOST_TOKENS && reading.at < sql.length()) {
      reading.next();
    }
    return reading.tokens;
  }

  private void next() {
    char first = text.charAt(at);
    if (Character.isWhitespace(first)) {
      at++;
    } else if (text.startsWith("--", at)) {
      at = endOr(text.indexOf('\n', at), 0);
    } else if (text.startsWith("/*", at)) {
      at = endOr(text.indexOf("*/", at + 2), 2);
    } else if (first == '\'') {
      tokens.add(new Token(Type.STRING, quoted('\'')));
    } else if (first == '"' || first == '`') {
      tokens.add(new Token(Type.NAME, quoted(first)));
    } else if (first == '[' && text.indexOf(']', at) > at) {
      tokens.add(new Token(Type.NAME, quoted(']')));
    } else if (Character.isDigit(first)) {
      tokens.add(new Token(Type.NUMBER, run(1)));
    } else if (first == '?' || isNamedParameter(first)) {
      tokens.add(new Token(Type.PARAMETER, run(1)));
    } else if (isWordPart(first)) {
      tokens.add(new Token(Type.WORD, run(1)));
    } else {
      int length = text.startsWith("::", at) || isTwoSigns() ? 2 : 1;
      tokens.add(new Token(Type.SIGN, text.substring(at, at + length)));
      at += length;
    }
  }

  private boolean isTwoSigns() {
    return text.startsWith("<=", at)
        || text.startsWith(">=", at)
        || text.startsWith("<>", at)
        || text.startsWith("!=", at)
        || text.startsWith("||", at);
  }

  /** {@code $1}, {@code :name}, {@code @name}, {@code %s}. */
  private boolean isNamedParameter(char first) {
    return (first == '$' || first == ':' || first == '@' || first == '%')
        && at + 1 < text.length()
        && isWordPart(text.charAt(at + 1))
        && (at == 0 || text.charAt(at - 1) != ':');
  }

  private int endOr(int found, int length) {
    return found < 0 ? text.length() : found + length;
  }

  /** The quote written twice stands for itself. */
  private String quoted(char quote) {
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        if (at >= text.length() || text.charAt(at) != quote) {
          break;
        }
        at++;
      }
      content.append(c);
    }
    return content.toString();
  }

  private String run(int least) {
    int from = at;
    at += least;
    while (at < text.length() && (isWordPart(text.charAt(at)) || isDecimalPoint())) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean isDecimalPoint() {
    return text.charAt(at) == '.'
        && Character.isDigit(text.charAt(at - 1))
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#';
  }
}
