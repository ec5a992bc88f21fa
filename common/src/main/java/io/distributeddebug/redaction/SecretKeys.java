package io.distributeddebug.redaction;

import java.util.Set;

/**
 * Which names of fields, parameters, headers and attributes promise a secret as their value: those
 * that end in a word of the list, whatever their case and separators ({@code db.Password}, {@code
 * X-Api-Key}). Counts of tokens and the like end otherwise and stay.
 */
final class SecretKeys {
  /** A longer name is judged by its end. */
  static final int LONGEST = 64;

  private static final Set<String> ENDINGS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "accesskeyid",
          "accountkey",
          "secretkey",
          "secretaccesskey",
          "privatekey",
          "encryptionkey",
          "signingkey",
          "authkey",
          "authorization",
          "credential",
          "credentials",
          "cookie",
          "sessionid",
          "cardnumber",
          "creditcard",
          "xamzsignature",
          "xgoogsignature");

  /** Too short to be looked for inside other words. */
  private static final Set<String> WHOLE = Set.of("pass", "pw", "sig", "cvv", "cvc", "auth", "ssn");

  private static final int SHORTEST_ENDING = 3;
  private static final int LONGEST_ENDING = 15;

  private SecretKeys() {}

  static boolean names(CharSequence key) {
    return names(key, 0, key.length());
  }

  static boolean names(CharSequence text, int from, int to) {
    if (to <= from || !mayEnd(text.charAt(to - 1))) {
      return false;
    }
    String letters = letters(text, Math.max(from, to - LONGEST), to);
    if (WHOLE.contains(letters)) {
      return true;
    }
    int longest = Math.min(LONGEST_ENDING, letters.length());
    for (int length = SHORTEST_ENDING; length <= longest; length++) {
      if (ENDINGS.contains(letters.substring(letters.length() - length))) {
        return true;
      }
    }
    return false;
  }

  /** Header values that run to the end of their line, as they hold blanks themselves. */
  static boolean runsToEndOfLine(CharSequence text, int from, int to) {
    String letters = letters(text, Math.max(from, to - LONGEST), to);
    return letters.endsWith("authorization") || letters.endsWith("cookie");
  }

  private static boolean mayEnd(char last) {
    return switch (Character.toLowerCase(last)) {
      case 'd', 'e', 't', 'n', 'y', 'l', 's', 'r', 'g', 'v', 'c', 'h', 'w' -> true;
      default -> false;
    };
  }

  private static String letters(CharSequence text, int from, int to) {
    StringBuilder letters = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }
}
