package io.distributeddebug.report;

/**
 * Text from telemetry made safe to look at: what would steer a terminal, reorder a line or break
 * UTF-8 is written as {@code \}{@code u001b}; all else stays as it is. Markup is the renderers'
 * matter.
 */
public final class VisibleText {
  private VisibleText() {}

  /** One line: line breaks and tabs are written out too. */
  public static String line(String text) {
    return visible(text, Breaks.WRITTEN_OUT);
  }

  /** Line breaks and tabs stay. */
  public static String block(String text) {
    return visible(text, Breaks.KEPT);
  }

  /** One line of at most {@code limit} characters, an ellipsis where it was cut. */
  public static String line(String text, int limit) {
    String head = text.length() > limit ? text.substring(0, limit) : text;
    return cut(line(head) + (head.length() < text.length() ? "…" : ""), limit);
  }

  /** Cuts to at most {@code limit} characters, the last of them an ellipsis; no pair is split. */
  public static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** Lone surrogates, which have no UTF-8, become U+FFFD. */
  public static String wellFormed(String text) {
    StringBuilder result = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (isPairAt(text, i)) {
        i++;
      } else {
        if (result == null) {
          result = new StringBuilder(text);
        }
        result.setCharAt(i, '\uFFFD');
      }
    }
    return result == null ? text : result.toString();
  }

  private enum Breaks {
    KEPT,
    WRITTEN_OUT
  }

  private static String visible(String text, Breaks breaks) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && isPairAt(text, i)) {
        result.append(c).append(text.charAt(++i));
      } else if (breaks == Breaks.KEPT && (c == '\n' || c == '\t')) {
        result.append(c);
      } else if (steers(c)) {
        result.append(String.format("\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /** All that steers or hides; not the joiners, which scripts and emoji need. */
  private static boolean steers(char c) {
    return Character.isISOControl(c)
        || c == '\u00AD'
        || c == '\u061C'
        || c == '\u200B'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2060' && c <= '\u206F')
        || c == '\uFEFF'
        || (c >= '\uFFF9' && c <= '\uFFFB')
        || c == '\uFFFE'
        || c == '\uFFFF'
        || Character.isSurrogate(c);
  }
}
