package io.distributeddebug.jobs.cli;

/** Telemetry is hostile text: what would move a cursor or turn text around is shown, not sent. */
final class TerminalText {
  private TerminalText() {}

  /**
   * The text on one or more lines; line feeds stay, every other control becomes {@code \}{@code
   * u....}.
   */
  static String escaped(CharSequence text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmless = c == '\n' || (!isControl(c) && !isLoneSurrogate(text, i));
      if (!harmless && shown == null) {
        shown = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (shown == null) {
        continue;
      }
      if (harmless) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown == null ? text.toString() : shown.toString();
  }

  /** As {@link #escaped}, on one line and without more than {@code limit} characters. */
  static String line(CharSequence text, int limit) {
    String one = escaped(text).replace("\n", "\\u000a");
    return one.length() <= limit ? one : one.substring(0, Math.max(0, limit - 1)) + "…";
  }

  private static boolean isControl(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c // Arabic letter mark
        || (c >= 0x200e && c <= 0x200f) // left-to-right and right-to-left marks
        || (c >= 0x2028 && c <= 0x202e) // line and paragraph separator, embeddings, overrides
        || (c >= 0x2066 && c <= 0x2069) // isolates
        || c == 0xfeff;
  }

  private static boolean isLoneSurrogate(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
