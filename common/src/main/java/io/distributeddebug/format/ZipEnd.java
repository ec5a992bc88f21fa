package io.distributeddebug.format;

/**
 * Looks for the record that ends a zip file (APPNOTE 4.3.16) in bytes that pass: 22 bytes and a
 * comment of the length that they tell. Without it the file is cut off.
 */
final class ZipEnd {
  private static final int SIGNATURE = 0x504B0506;
  private static final int SIGNATURE_BYTES = 4;
  private static final int RECORD_BYTES = 22;

  private int lastFour;
  private long since = -1;
  private int comment;

  void add(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      lastFour = (lastFour << 8) | (buffer[i] & 0xFF);
      if (lastFour == SIGNATURE) {
        since = SIGNATURE_BYTES;
      } else if (since >= 0 && ++since == RECORD_BYTES) {
        comment = Short.toUnsignedInt(Short.reverseBytes((short) lastFour));
      }
    }
  }

  /** Whether what has passed ends with it. */
  boolean isThere() {
    return since >= RECORD_BYTES && since == RECORD_BYTES + (long) comment;
  }
}
