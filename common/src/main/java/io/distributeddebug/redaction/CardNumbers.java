package io.distributeddebug.redaction;

/**
 * Payment card numbers: 14 to 16 digits with an issuer's first digits, written together or in the
 * groups that cards show, with a right check digit (Luhn, ISO/IEC 7812-1). Issuers' first digits
 * keep Unix times in micro- and nanoseconds out, which begin with 1.
 */
final class CardNumbers {
  private CardNumbers() {}

  static boolean matches(CharSequence text, int from, int to) {
    if (to - from < 14 || to - from > 19) {
      return false;
    }
    StringBuilder digits = new StringBuilder(16);
    StringBuilder groups = new StringBuilder(4);
    int group = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
        group++;
      } else {
        groups.append((char) ('0' + Math.min(group, 9)));
        group = 0;
      }
    }
    groups.append((char) ('0' + Math.min(group, 9)));
    String shape = groups.toString();
    boolean written = shape.length() == 1 || shape.equals("4444") || shape.equals("465");
    return written && isIssued(digits.toString()) && checks(digits);
  }

  private static boolean isIssued(String digits) {
    int two = Integer.parseInt(digits, 0, 2, 10);
    int four = Integer.parseInt(digits, 0, 4, 10);
    return switch (digits.length()) {
      case 14 -> two == 36 || two == 38 || (four >= 3000 && four <= 3059);
      case 15 -> two == 34 || two == 37;
      case 16 ->
          digits.charAt(0) == '4'
              || (two >= 51 && two <= 55)
              || (four >= 2221 && four <= 2720)
              || (four >= 3528 && four <= 3589)
              || four == 6011
              || (four >= 6440 && four <= 6599)
              || two == 62;
      default -> false;
    };
  }

  private static boolean checks(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
