package io.distributeddebug.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts by their bytes: keys, values and names of telemetry are a few that come again and again, so
 * that most are found, not made. A newer text takes the place of an older one with the same hash;
 * memory is bounded whatever comes.
 */
final class TextPool {
  private static final int PLACES = 1 << 14;
  private static final int LONGEST = 128;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] texts = new String[PLACES];

  /**
   * The text of ASCII bytes.
   *
   * @param hash of these bytes, by whatever function, the same for the same bytes
   */
  String ascii(byte[] from, int start, int end, long hash) {
    if (end - start > LONGEST) {
      return new String(from, start, end - start, StandardCharsets.ISO_8859_1);
    }
    int place = (int) (hash >>> 48) & (PLACES - 1);
    byte[] there = bytes[place];
    if (there != null && Arrays.equals(there, 0, there.length, from, start, end)) {
      return texts[place];
    }
    bytes[place] = Arrays.copyOfRange(from, start, end);
    texts[place] = new String(from, start, end - start, StandardCharsets.ISO_8859_1);
    return texts[place];
  }
}
