package io.distributeddebug.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the bytes of one JSON text, eight at a time. It accepts RFC 8259 and nothing else:
 * whatever is doubtful (bad UTF-8, control characters, numbers out of range, deep nesting) is
 * refused, so that a stricter or more lenient parser can decide.
 */
final class JsonBytes {
  /** Far below what a parser allows: nesting that is deeper is its business. */
  private static final int DEEPEST = 32;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int DIGITS_ALWAYS_IN_LONG = 18;

  private final TextPool pool;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  /** Of the last string: between its quotes, whether it is plain ASCII, and if so its hash. */
  private int start;

  private int stop;
  private boolean plain;
  private long hash;

  JsonBytes(TextPool pool) {
    this.pool = pool;
  }

  void reset(byte[] content, int length) {
    bytes = content;
    at = 0;
    end = length;
  }

  int position() {
    return at;
  }

  void goTo(int position) {
    at = position;
  }

  /** The next byte that is no white space, without moving past it. */
  byte peek() throws RefusedException {
    while (at < end) {
      byte next = bytes[at];
      if (next > ' ' || !isSpace(next)) {
        return next;
      }
      at++;
    }
    throw new RefusedException();
  }

  void expect(char wanted) throws RefusedException {
    if (peek() != wanted) {
      throw new RefusedException();
    }
    at++;
  }

  /** Moves past the byte if it is the next one. */
  boolean skip(char wanted) throws RefusedException {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Moves past exactly these bytes, if they come now. */
  boolean skip(byte[] wanted) {
    int after = at + wanted.length;
    if (after > end || !java.util.Arrays.equals(bytes, at, after, wanted, 0, wanted.length)) {
      return false;
    }
    at = after;
    return true;
  }

  /** After a member or element: true where another follows, false at the closing byte. */
  boolean another(char closing) throws RefusedException {
    byte next = peek();
    at++;
    if (next == ',') {
      return true;
    }
    if (next != closing) {
      throw new RefusedException();
    }
    return false;
  }

  boolean isAtEnd() {
    while (at < end && isSpace(bytes[at])) {
      at++;
    }
    return at == end;
  }

  /** A key and its colon. */
  String key() throws RefusedException {
    string();
    if (!plain) {
      throw new RefusedException();
    }
    String key = pool.ascii(bytes, start, stop, hash);
    expect(':');
    return key;
  }

  String text() throws RefusedException {
    string();
    return plain ? pool.ascii(bytes, start, stop, hash) : decoded();
  }

  /** As {@link #text}, but one that is unlikely to come again. */
  String freshText() throws RefusedException {
    string();
    return plain ? new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1) : decoded();
  }

  /** The id in its stored form, lower-case hex and not all zeros; else what {@code other} makes. */
  String id(int digits, IdReader other) throws RefusedException {
    string();
    if (plain && stop - start == digits && isHex()) {
      return new String(bytes, start, digits, StandardCharsets.ISO_8859_1);
    }
    return other.read(
        plain ? new String(bytes, start, stop - start, StandardCharsets.ISO_8859_1) : decoded());
  }

  interface IdReader {
    String read(String text) throws RefusedException;
  }

  /** A whole number of at most 64 bits, not negative, bare or as text. */
  long wholeNumber() throws RefusedException {
    boolean quoted = skip('"');
    int first = at;
    long number = 0;
    while (at < end && isDigit(bytes[at])) {
      int digit = bytes[at++] - '0';
      if (at - first > DIGITS_ALWAYS_IN_LONG && number > (Long.MAX_VALUE - digit) / 10) {
        throw new RefusedException();
      }
      number = 10 * number + digit;
    }
    if (at == first || at == end) {
      throw new RefusedException();
    }
    if (quoted) {
      if (bytes[at++] != '"') {
        throw new RefusedException();
      }
    } else if (isNumberPart(bytes[at]) || (bytes[first] == '0' && at - first > 1)) {
      throw new RefusedException();
    }
    return number;
  }

  /** A number as it is written. */
  String number() throws RefusedException {
    peek();
    int first = at;
    skipNumber();
    return new String(bytes, first, at - first, StandardCharsets.ISO_8859_1);
  }

  /** Moves past a value, which is checked on the way. */
  void skipValue() throws RefusedException {
    skipValue(0);
  }

  private void skipValue(int depth) throws RefusedException {
    if (depth > DEEPEST) {
      throw new RefusedException();
    }
    switch (peek()) {
      case '"' -> {
        string();
        if (!plain) {
          decoded(); // what cannot be decoded must not pass
        }
      }
      case '{' -> {
        at++;
        if (!skip('}')) {
          do {
            key();
            skipValue(depth + 1);
          } while (another('}'));
        }
      }
      case '[' -> {
        at++;
        if (!skip(']')) {
          do {
            skipValue(depth + 1);
          } while (another(']'));
        }
      }
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> skipNumber();
    }
  }

  void literal(String word) throws RefusedException {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (at == end || bytes[at++] != word.charAt(i)) {
        throw new RefusedException();
      }
    }
    if (at < end && (isNumberPart(bytes[at]) || Character.isLetter(bytes[at]))) {
      throw new RefusedException();
    }
  }

  private void skipNumber() throws RefusedException {
    int first = at;
    at += at < end && bytes[at] == '-' ? 1 : 0;
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      at += at < end && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
      digits();
    }
    if (at == end || isNumberPart(bytes[at]) || at - first > 40) {
      throw new RefusedException();
    }
  }

  private void digits() throws RefusedException {
    int first = at;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    if (at == first) {
      throw new RefusedException();
    }
  }

  /** Finds the end of a string, and its hash on the way. */
  private void string() throws RefusedException {
    expect('"');
    start = at;
    long mixed = 0;
    int next = at;
    while (next + Long.BYTES <= end) {
      long word = (long) WORD.get(bytes, next);
      long special = special(word);
      if (special == 0) {
        mixed = (mixed ^ word) * MULTIPLIER;
        mixed ^= mixed >>> 32;
        next += Long.BYTES;
        continue;
      }
      int inside = Long.numberOfTrailingZeros(special) >>> 3;
      if (bytes[next + inside] != '"') {
        findEnd(next + inside);
        return;
      }
      long rest = inside == 0 ? 0 : word & (-1L >>> (64 - 8 * inside));
      close(next + inside, mixed ^ rest);
      return;
    }
    findEnd(next);
  }

  /** Quotes, backslashes, control characters and what is not ASCII, by the high bit of each. */
  private static long special(long word) {
    long quotes = word ^ (ONES * '"');
    long backslashes = word ^ (ONES * '\\');
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - ONES * ' ') & ~word)
            | word)
        & HIGHS;
  }

  private void close(int quote, long mixed) {
    stop = quote;
    at = quote + 1;
    plain = true;
    hash = (mixed ^ (stop - start)) * MULTIPLIER;
  }

  /** Near the end of the bytes, and from the first byte that is not plain. */
  private void findEnd(int from) throws RefusedException {
    boolean ascii = true;
    for (int i = from; i < end; i++) {
      byte next = bytes[i];
      if (next == '"') {
        if (ascii) {
          close(i, rehash(i));
        } else {
          stop = i;
          at = i + 1;
          plain = false;
        }
        return;
      }
      if (next == '\\') {
        i++;
        ascii = false;
      } else if (next < 0) {
        ascii = false;
      } else if (next < ' ') {
        throw new RefusedException();
      }
    }
    throw new RefusedException();
  }

  private long rehash(int quote) {
    long mixed = 0;
    int next = start;
    for (; next + Long.BYTES <= quote; next += Long.BYTES) {
      mixed = (mixed ^ (long) WORD.get(bytes, next)) * MULTIPLIER;
      mixed ^= mixed >>> 32;
    }
    long rest = 0;
    for (int i = quote - 1; i >= next; i--) {
      rest = (rest << 8) | (bytes[i] & 0xFF);
    }
    return mixed ^ rest;
  }

  /** The last string, with escapes and UTF-8. */
  private String decoded() throws RefusedException {
    String raw;
    try {
      raw =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, start, stop - start))
              .toString();
    } catch (CharacterCodingException malformed) {
      throw new RefusedException();
    }
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
  }

  private static String unescaped(String raw) throws RefusedException {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case '"', '\\', '/' -> text.append(escape);
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append(hex(raw, i + 1));
          i += 4;
        }
        default -> throw new RefusedException();
      }
    }
    return text.toString();
  }

  private static char hex(String raw, int from) throws RefusedException {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < raw.length() && raw.charAt(i) < 128 ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new RefusedException();
      }
      value = 16 * value + digit;
    }
    return (char) value;
  }

  private boolean isHex() {
    int notZero = 0;
    for (int i = start; i < stop; i++) {
      byte c = bytes[i];
      if (!(isDigit(c) || (c >= 'a' && c <= 'f'))) {
        return false;
      }
      notZero |= c ^ '0';
    }
    return notZero != 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isNumberPart(byte b) {
    return isDigit(b) || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
  }
}
