package io.distributeddebug.format;

/**
 * A piece of a file that could not be read as telemetry.
 *
 * @param position see {@link Position}; {@link Position#WHOLE_FILE} where the rest of the file is
 *     lost
 * @param reason one sentence without the file's own text where possible
 * @param text the piece, cut to {@value #LONGEST_TEXT} characters
 */
public record Reject(long position, String reason, String text) {
  public static final int LONGEST_TEXT = 1000;

  public Reject {
    if (text.length() > LONGEST_TEXT) {
      boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
      text = text.substring(0, splitsPair ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
  }
}
