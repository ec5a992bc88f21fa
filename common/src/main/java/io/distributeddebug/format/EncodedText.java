package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text in UTF-16 as UTF-8, as its byte order mark tells it; surrogates without their other half are
 * replaced. The mark of UTF-8 is left to the formats, which pass it over.
 */
final class EncodedText extends InputStream {
  private static final int CHARS = 8192;

  private final Reader reader;
  private final CharBuffer chars = CharBuffer.allocate(CHARS);
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  private EncodedText(InputStream content, Charset charset) {
    this.reader = new InputStreamReader(content, charset);
  }

  /**
   * The content in UTF-8; the same object where it is no UTF-16.
   *
   * @param head what the content begins with
   */
  static InputStream utf8(InputStream content, byte[] head) {
    if (head.length < 2) {
      return content;
    }
    boolean littleEndian = (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE;
    boolean bigEndian = (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF;
    // The charset takes the mark away and its order from it.
    return littleEndian || bigEndian ? new EncodedText(content, StandardCharsets.UTF_16) : content;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.remaining());
    bytes.get(into, from, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!bytes.hasRemaining()) {
      chars.clear().limit(CHARS - 1);
      if (reader.read(chars) < 0) {
        return false;
      }
      endOnWholeCharacter();
      chars.flip();
      bytes = StandardCharsets.UTF_8.encode(chars);
    }
    return true;
  }

  /** Half of a character at the end waits for its other half, for which one place is kept. */
  private void endOnWholeCharacter() throws IOException {
    if (Character.isHighSurrogate(chars.get(chars.position() - 1))) {
      chars.limit(CHARS);
      int half = reader.read();
      if (half >= 0) {
        chars.put((char) half);
      }
    }
  }
}
