package io.distributeddebug.redaction;

/**
 * One pass over one text. Each character either starts nothing or starts something that is looked
 * at once and then stepped over, so that the work is linear; nothing is copied before the first
 * hit.
 */
final class SecretScanner {
  private final String text;
  private final boolean emails;

  /** Up to here the text has been copied, redacted, to {@link #out}; null before the first hit. */
  private int copied;

  private StringBuilder out;

  SecretScanner(String text, boolean emails) {
    this.text = text;
    this.emails = emails;
  }

  String redacted() {
    int at = 0;
    while (at < text.length()) {
      at = Math.max(at + 1, step(at));
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** Looks at what starts at {@code at}; where to go on, or anything up to {@code at}. */
  private int step(int at) {
    char c = text.charAt(at);
    if (c >= 128) {
      return at;
    }
    if (c == ':' || c == '=') {
      return text.startsWith("://", at) ? userInfo(at + 3) : keyValue(at);
    }
    if (c >= '0' && c <= '9') {
      return digits(at);
    }
    if (c == '-') {
      return text.startsWith("-----BEGIN ", at) ? pem(at) : at;
    }
    if (c == '@') {
      return emails ? email(at) : at;
    }
    if (SecretShapes.mayStart(c) && !isWord(at - 1)) {
      int end = SecretShapes.endOfSecret(text, at);
      if (end > at) {
        return replace(SecretShapes.startOfValue(text, at), end);
      }
      return c == 'e' && text.startsWith("eyJ", at) ? SecretShapes.endOfWord(text, at) : at;
    }
    return at;
  }

  private int replace(int from, int to) {
    if (from < copied || from >= to || text.startsWith(Redaction.REDACTED, from)) {
      return to;
    }
    if (out == null) {
      out = new StringBuilder(text.length());
    }
    out.append(text, copied, from).append(Redaction.REDACTED);
    copied = to;
    return to;
  }

  private int userInfo(int from) {
    int at = -1;
    int end = from;
    while (end < text.length() && " \t\r\n/?#\"'<>".indexOf(text.charAt(end)) < 0) {
      if (text.charAt(end) == '@') {
        at = end;
      }
      end++;
    }
    return at > from ? replace(from, at) : from;
  }

  private int keyValue(int separator) {
    int to = separator;
    while (to > copied && " \"'\\".indexOf(text.charAt(to - 1)) >= 0 && separator - to < 8) {
      to--;
    }
    int from = to;
    while (from > copied && to - from < SecretKeys.LONGEST && isNamePart(text.charAt(from - 1))) {
      from--;
    }
    if (!SecretKeys.names(text, from, to)) {
      return separator;
    }
    int start = separator + 1;
    while (start < text.length()
        && " [=\t".indexOf(text.charAt(start)) >= 0
        && !text.startsWith(Redaction.REDACTED, start)) {
      start++;
    }
    if (text.startsWith(Redaction.REDACTED, start)) {
      return start + Redaction.REDACTED.length();
    }
    if (text.startsWith("{", start)) {
      return separator;
    }
    int backslashes = 0;
    while (start + backslashes < text.length() && text.charAt(start + backslashes) == '\\') {
      backslashes++;
    }
    int quote = start + backslashes;
    if (quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'')) {
      return replace(quote + 1, closingQuote(quote, backslashes));
    }
    int end = endOfBareValue(start, SecretKeys.runsToEndOfLine(text, from, to) ? "" : " \t,;&)");
    return isHarmless(start, end) ? separator : replace(start, end);
  }

  private int closingQuote(int opening, int backslashesBefore) {
    char quote = text.charAt(opening);
    int backslashes = 0;
    for (int i = opening + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean closes =
          backslashesBefore == 0 ? backslashes % 2 == 0 : backslashes <= backslashesBefore;
      if (c == quote && closes) {
        return i - (backslashesBefore == 0 ? 0 : backslashes);
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return text.length();
  }

  private int endOfBareValue(int start, String otherEnds) {
    int end = start;
    while (end < text.length()
        && "\r\n\"'<>]}\\".indexOf(text.charAt(end)) < 0
        && otherEnds.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private boolean isHarmless(int start, int end) {
    String value = text.substring(start, Math.min(end, start + 6));
    return value.isEmpty()
        || value.equals("null")
        || value.equals("true")
        || value.equals("false")
        || value.equals("nil")
        || value.equals("None");
  }

  private int digits(int at) {
    int end = at;
    while (end < text.length() && isCardPart(end)) {
      end++;
    }
    boolean alone = !isWord(at - 1) && !isPrefixedBy(at, '.') && !isWord(end);
    return alone && CardNumbers.matches(text, at, end) ? replace(at, end) : end;
  }

  private boolean isCardPart(int at) {
    char c = text.charAt(at);
    return isDigit(c)
        || ((c == ' ' || c == '-') && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
  }

  private int pem(int at) {
    int labelEnd = text.indexOf("-----", at + 11);
    if (labelEnd < 0 || !text.substring(at + 11, Math.min(labelEnd, at + 80)).contains("KEY")) {
      return at + 11;
    }
    int footer = text.indexOf("-----END", labelEnd);
    int end = footer < 0 ? -1 : text.indexOf("-----", footer + 8);
    return replace(at, end < 0 ? text.length() : end + 5);
  }

  private int email(int at) {
    int from = at;
    while (from > copied && at - from < 64 && isMailPart(text.charAt(from - 1))) {
      from--;
    }
    int to = at + 1;
    boolean dotted = false;
    while (to < text.length() && isMailPart(text.charAt(to))) {
      dotted |= text.charAt(to) == '.' && to > at + 1;
      to++;
    }
    return from < at && dotted ? replace(from, to) : at;
  }

  private boolean isPrefixedBy(int at, char c) {
    return at > 0 && text.charAt(at - 1) == c;
  }

  private boolean isWord(int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }

  private static boolean isMailPart(char c) {
    return isNamePart(c) || c == '+' || c == '%';
  }
}
