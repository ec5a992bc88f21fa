package io.distributeddebug.redaction;

import java.util.List;

/** Secrets that show by their own shape: issued keys with a prefix, web tokens, bearer tokens. */
final class SecretShapes {
  /** A prefix, and how many token characters at least follow it. */
  private record Prefix(String text, int following) {}

  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("AKIA", 16),
          new Prefix("ASIA", 16),
          new Prefix("AIza", 35),
          new Prefix("ya29.", 20),
          new Prefix("ghp_", 36),
          new Prefix("gho_", 36),
          new Prefix("ghu_", 36),
          new Prefix("ghs_", 36),
          new Prefix("ghr_", 36),
          new Prefix("github_pat_", 22),
          new Prefix("glpat-", 20),
          new Prefix("npm_", 36),
          new Prefix("xoxa-", 10),
          new Prefix("xoxb-", 10),
          new Prefix("xoxp-", 10),
          new Prefix("xoxr-", 10),
          new Prefix("xoxs-", 10),
          new Prefix("sk_live_", 16),
          new Prefix("rk_live_", 16),
          new Prefix("SG.", 40));

  private static final List<String> SCHEMES = List.of("bearer ", "basic ");
  private static final int SHORTEST_TOKEN = 8;
  private static final int SHORTEST_JWT = 30;

  private SecretShapes() {}

  static boolean mayStart(char c) {
    return switch (c) {
      case 'A', 'y', 'g', 'n', 'x', 's', 'r', 'S', 'e', 'B', 'b' -> true;
      default -> false;
    };
  }

  /** How far a word that is no secret need not be looked at again. */
  static int endOfWord(String text, int at) {
    int end = at;
    while (end < text.length() && isJwtPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The end of the secret that starts at {@code at}, or {@code at} where none does. */
  static int endOfSecret(String text, int at) {
    char first = text.charAt(at);
    if (first == 'e') {
      return text.startsWith("eyJ", at) ? endOfJwt(text, at) : at;
    }
    if (first == 'B' || first == 'b') {
      int start = startOfValue(text, at);
      int end = start > at ? runEnd(text, start) : at;
      return end - start >= SHORTEST_TOKEN && looksRandom(text, start, end) ? end : at;
    }
    for (Prefix prefix : PREFIXES) {
      if (prefix.text.charAt(0) == first && text.startsWith(prefix.text, at)) {
        int end = runEnd(text, at);
        return end - at - prefix.text.length() >= prefix.following ? end : at;
      }
    }
    return at;
  }

  /** Where to begin replacing: after the scheme of a bearer or basic token. */
  static int startOfValue(String text, int at) {
    for (String scheme : SCHEMES) {
      if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
        return at + scheme.length();
      }
    }
    return at;
  }

  /** Header, payload and signature, of which the first two are base64url of JSON. */
  private static int endOfJwt(String text, int at) {
    int end = at;
    int dots = 0;
    while (end < text.length() && isJwtPart(text.charAt(end))) {
      dots += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    return dots >= 2 && end - at >= SHORTEST_JWT ? end : at;
  }

  private static int runEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isTokenPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean looksRandom(String text, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '=') {
        return true;
      }
    }
    return false;
  }

  private static boolean isJwtPart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }

  private static boolean isTokenPart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "._~+/=-".indexOf(c) >= 0);
  }
}
