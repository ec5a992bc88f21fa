package io.distributeddebug.report;

import java.util.Locale;

/**
 * Text from telemetry in Markdown: it shows, and does nothing else, in CommonMark and on the code
 * hosts and chats that make links and mentions of plain text.
 */
final class MarkdownText {
  private static final int NAME_CHARS = 200;
  private static final int SENTENCE_CHARS = 1_000;
  private static final String MARKUP = "\\`*_[]<>|~&$";
  private static final String BLOCK_STARTS = "#+-=:";

  private MarkdownText() {}

  /** As code: the one form in which every host leaves text alone. */
  static String name(String text) {
    String shown = VisibleText.line(text, NAME_CHARS);
    if (shown.isBlank()) {
      return "(blank)";
    }
    return code(shown);
  }

  private static String code(String shown) {
    String fence = "`".repeat(longestRun(shown) + 1);
    boolean padded =
        shown.startsWith("`")
            || shown.endsWith("`")
            || (shown.startsWith(" ") && shown.endsWith(" "));
    String pad = padded ? " " : "";
    return fence + pad + shown + pad + fence;
  }

  /** A name in a table, whose cells end at a bar even inside code. */
  static String cell(String text) {
    return name(text).replace("|", "\\|");
  }

  /** As prose, on one line; words that hosts make links or mentions of stand as code. */
  static String sentence(String text) {
    String shown = VisibleText.line(text, SENTENCE_CHARS).strip();
    if (shown.isEmpty()) {
      return "(blank)";
    }
    StringBuilder out = new StringBuilder(shown.length() + 16);
    int start = 0;
    while (start < shown.length()) {
      int space = shown.indexOf(' ', start);
      int end = space < 0 ? shown.length() : space;
      String word = shown.substring(start, end);
      if (isTakenForALink(word)) {
        out.append(code(word));
      } else {
        appendEscaped(out, shown, start, end);
      }
      if (space >= 0) {
        out.append(' ');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static void appendEscaped(StringBuilder out, String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (MARKUP.indexOf(text.charAt(i)) >= 0 || beginsBlock(text, i)) {
        out.append('\\');
      }
      out.append(text.charAt(i));
    }
  }

  /** An address, a mention, an issue's number, or what might be one. */
  private static boolean isTakenForALink(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '@' || c == '#' || (c == ':' && endsScheme(word, i))) {
        return true;
      }
    }
    return word.regionMatches(true, 0, "GH-", 0, 3)
        || word.toLowerCase(Locale.ROOT).contains("www.");
  }

  private static boolean endsScheme(String word, int colon) {
    return colon > 0 && Character.isLetter(word.charAt(colon - 1)) && colon + 1 < word.length();
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** A mark that makes a heading, list or rule where it stands first, or ends a list's number. */
  private static boolean beginsBlock(String text, int i) {
    char c = text.charAt(i);
    if (i == 0) {
      return BLOCK_STARTS.indexOf(c) >= 0;
    }
    return (c == '.' || c == ')')
        && text.substring(0, i).chars().allMatch(d -> d >= '0' && d <= '9');
  }
}
