package io.distributeddebug.simulation;

import java.nio.charset.StandardCharsets;

/** Sixteen lower-case hex digits of a long. */
final class Hex {
  private static final String DIGITS = "0123456789abcdef";

  private Hex() {}

  static String of(long value) {
    byte[] digits = new byte[16];
    for (int i = 0; i < 16; i++) {
      digits[i] = (byte) DIGITS.charAt((int) (value >>> (60 - 4 * i)) & 15);
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }
}
