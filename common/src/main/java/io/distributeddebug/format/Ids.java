package io.distributeddebug.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Trace and span ids in the one form in which they are stored: lower-case hex, 32 and 16 digits.
 *
 * <p>Read are hex of any case with or without dashes or {@code 0x}, shorter ids (64-bit trace ids;
 * leading zeros dropped) padded on the left, and base64 of exactly the right number of bytes (as
 * older exporters write). Not read: all zeros, which OpenTelemetry reserves for "no id"; longer
 * than the id; anything else.
 */
final class Ids {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private Ids() {}

  static Optional<String> traceId(String text) {
    return id(text, TRACE_DIGITS);
  }

  static Optional<String> spanId(String text) {
    return id(text, SPAN_DIGITS);
  }

  /**
   * As {@link #traceId}; a text that is no id of any kind is hashed. For formats in which an id may
   * be any text, as equal texts must stay equal ids.
   */
  static Optional<String> traceIdOrHash(String text) {
    return idOrHash(text, TRACE_DIGITS);
  }

  /** As {@link #spanId}; a text that is no id of any kind is hashed. */
  static Optional<String> spanIdOrHash(String text) {
    return idOrHash(text, SPAN_DIGITS);
  }

  private static Optional<String> idOrHash(String text, int digits) {
    Optional<String> id = id(text, digits);
    if (id.isPresent() || isZero(text)) {
      return id;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Optional.of(hex(Arrays.copyOf(hash, digits / 2)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<String> id(String text, int digits) {
    if (isStoredForm(text, digits)) {
      return isZero(text) ? Optional.empty() : Optional.of(text);
    }
    String hex = text.startsWith("0x") ? text.substring(2) : text;
    hex = hex.indexOf('-') >= 0 ? hex.replace("-", "") : hex;
    if (hex.isEmpty()) {
      return Optional.empty();
    }
    if (!isHex(hex) || hex.length() > digits) {
      return base64(text, digits);
    }
    String padded = "0".repeat(digits - hex.length()) + lowerCase(hex);
    return isZero(padded) ? Optional.empty() : Optional.of(padded);
  }

  private static Optional<String> base64(String text, int digits) {
    int bytes = digits / 2;
    if (text.length() != (bytes + 2) / 3 * 4) {
      return Optional.empty();
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (decoded.length != bytes) {
      return Optional.empty();
    }
    String id = hex(decoded);
    return isZero(id) ? Optional.empty() : Optional.of(id);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isStoredForm(String text, int digits) {
    if (text.length() != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (hex.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static String lowerCase(String hex) {
    StringBuilder lower = new StringBuilder(hex);
    for (int i = 0; i < lower.length(); i++) {
      lower.setCharAt(i, Character.toLowerCase(lower.charAt(i)));
    }
    return lower.toString();
  }
}
