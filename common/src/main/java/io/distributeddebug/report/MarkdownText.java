package io.distributeddebug.report;

/**
 * Text from telemetry in Markdown: it shows, and does nothing else, in CommonMark and on the code
 * hosts and chats that make links and mentions of plain text.
 */
final class MarkdownText {
  private static final int NAME_CHARS = 200;
  private static final int SENTENCE_CHARS = 1_000;
  private static final String MARKUP = "\\`*_[]<>|~&$";
  private static final String BLOCK_STARTS = "#+-=:";

  /** Invisible and without a break: hosts look for mentions and addresses in the finished text. */
  private static final char JOINER = '\u2060';

  private MarkdownText() {}

  /** As code: the one form in which every host leaves text alone. */
  static String name(String text) {
    String shown = VisibleText.line(text, NAME_CHARS);
    if (shown.isBlank()) {
      return "(blank)";
    }
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

  /** As prose, on one line. */
  static String sentence(String text) {
    String shown = VisibleText.line(text, SENTENCE_CHARS).strip();
    StringBuilder out = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (MARKUP.indexOf(c) >= 0 || beginsBlock(shown, i)) {
        out.append('\\');
      }
      out.append(c);
      if (c == '@' || c == '#' || endsAddressPrefix(shown, i)) {
        out.append(JOINER);
      }
    }
    return out.toString();
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

  /** The colon of {@code scheme:} and the dot of {@code www.}. */
  private static boolean endsAddressPrefix(String text, int i) {
    char c = text.charAt(i);
    return (c == ':' && i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1)))
        || (c == '.' && text.regionMatches(true, i - 3, "www", 0, 3));
  }
}
