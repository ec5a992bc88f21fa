package io.distributeddebug.format;

/**
 * Bounds that keep memory and time finite whatever a file holds.
 *
 * @param recordBytes longest line or record; a longer one is one reject
 * @param inflationRatio unpacked bytes for each packed byte, beyond which reading stops
 * @param inflationFreeBytes unpacked bytes before the ratio is looked at
 * @param depth deepest nesting of a JSON value
 */
public record Limits(int recordBytes, int inflationRatio, long inflationFreeBytes, int depth) {
  public static final Limits STANDARD = new Limits(64 << 20, 200, 64L << 20, 200);

  public Limits {
    if (recordBytes < 1 || inflationRatio < 1 || inflationFreeBytes < 0 || depth < 1) {
      throw new IllegalArgumentException(
          "Invalid limits: %d record bytes, inflation %d after %d bytes, depth %d; all above 0"
              .formatted(recordBytes, inflationRatio, inflationFreeBytes, depth));
    }
  }

  public Limits withInflationRatio(int ratio) {
    return new Limits(recordBytes, ratio, inflationFreeBytes, depth);
  }

  public Limits withRecordBytes(int bytes) {
    return new Limits(bytes, inflationRatio, inflationFreeBytes, depth);
  }
}
