package io.distributeddebug.history;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads EDN, form after form: integers as Long or BigInteger, text as String, {@code nil} as null,
 * vectors and lists as List, sets as Set, maps as Map, all else as {@link Name}. Of a tagged form
 * the form is kept and the tag dropped. See the specification at github.com/edn-format/edn.
 */
final class Edn {
  private static final int DEEPEST = 200;
  private static final Object CLOSED = new Object();

  private final byte[] bytes;
  private int position;
  private long line = 1;
  private long formLine = 1;

  /** A keyword with its colon, a symbol, a character, a floating-point number: as written. */
  record Name(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  Edn(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The form of a short text that holds exactly one. */
  static Object form(String text, long line) throws MalformedHistoryException {
    Edn edn = new Edn(text.getBytes(StandardCharsets.UTF_8));
    edn.line = line;
    if (!edn.hasNext()) {
      throw MalformedHistoryException.atLine(line, "a value is missing");
    }
    Object form = edn.next();
    if (edn.hasNext()) {
      throw MalformedHistoryException.atLine(
          line, "one value is wanted, found '" + TextLines.shown(text) + "'");
    }
    return form;
  }

  /** Whether a further top-level form follows. */
  boolean hasNext() throws MalformedHistoryException {
    skipSpace(0);
    formLine = line;
    return position < bytes.length;
  }

  /** The next top-level form. */
  Object next() throws MalformedHistoryException {
    Object form = read(0);
    if (form == CLOSED) {
      throw problem("a closing bracket that nothing opened");
    }
    return form;
  }

  /** The line on which the form returned last begins. */
  long line() {
    return formLine;
  }

  /** How a form is shown and told apart from others: as EDN writes it. */
  static String text(Object form) {
    if (form == null) {
      return "nil";
    }
    if (form instanceof String string) {
      return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    StringBuilder text = new StringBuilder();
    if (form instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> text.append(text(key)).append(' ').append(text(value)).append(' '));
      return '{' + text.toString().strip() + '}';
    }
    if (form instanceof Iterable<?> elements) {
      elements.forEach(element -> text.append(text(element)).append(' '));
      String inner = text.toString().strip();
      return form instanceof Set ? "#{" + inner + '}' : '[' + inner + ']';
    }
    return form.toString();
  }

  /** The name of a keyword, without its colon. */
  static Optional<String> keyword(Object form) {
    return form instanceof Name name && name.text().startsWith(":")
        ? Optional.of(name.text().substring(1))
        : Optional.empty();
  }

  private Object read(int depth) throws MalformedHistoryException {
    if (depth > DEEPEST) {
      throw problem("nested more than " + DEEPEST + " deep");
    }
    skipSpace(depth);
    if (position >= bytes.length) {
      throw problem("the file ends inside a form");
    }
    byte c = bytes[position++];
    return switch (c) {
      case '(' -> sequence(')', depth);
      case '[' -> sequence(']', depth);
      case '{' -> map(depth);
      case ')', ']', '}' -> {
        position--;
        yield CLOSED;
      }
      case '"' -> string();
      case '#' -> dispatch(depth);
      case '\\' -> character();
      default -> {
        position--;
        yield atom();
      }
    };
  }

  private List<Object> sequence(char closing, int depth) throws MalformedHistoryException {
    List<Object> elements = new ArrayList<>();
    while (true) {
      Object element = read(depth + 1);
      if (element == CLOSED) {
        if (bytes[position] != closing) {
          throw problem("'" + closing + "' is wanted, found '" + (char) bytes[position] + "'");
        }
        position++;
        return elements;
      }
      elements.add(element);
    }
  }

  private Map<Object, Object> map(int depth) throws MalformedHistoryException {
    List<Object> forms = sequence('}', depth);
    if (forms.size() % 2 != 0) {
      throw problem("a map has a key without a value");
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < forms.size(); i += 2) {
      map.put(forms.get(i), forms.get(i + 1));
    }
    return map;
  }

  private Object dispatch(int depth) throws MalformedHistoryException {
    if (position < bytes.length && bytes[position] == '{') {
      position++;
      return new LinkedHashSet<>(sequence('}', depth));
    }
    atom(); // the tag, such as #jepsen.history.Op
    return read(depth + 1);
  }

  private Object character() {
    int from = position++;
    while (position < bytes.length && !ends(bytes[position])) {
      position++;
    }
    return new Name("\\" + utf8(from, Math.min(position, bytes.length)));
  }

  private String string() throws MalformedHistoryException {
    int from = position;
    boolean escaped = false;
    while (position < bytes.length && bytes[position] != '"') {
      if (bytes[position] == '\\') {
        escaped = true;
        position++;
      } else if (bytes[position] == '\n') {
        line++;
      }
      position++;
    }
    if (position >= bytes.length) {
      throw problem("the file ends inside a text");
    }
    String raw = utf8(from, position++);
    return escaped ? unescaped(raw) : raw;
  }

  private String unescaped(String raw) throws MalformedHistoryException {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case '\\', '"' -> text.append(escape);
        case 'u' -> {
          String digits = raw.substring(i + 1, Math.min(i + 5, raw.length()));
          if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw problem("'\\u" + digits + "' is no character");
          }
          text.append((char) Integer.parseInt(digits, 16));
          i += 4;
        }
        default -> throw problem("unknown escape '\\" + escape + "'");
      }
    }
    return text.toString();
  }

  private Object atom() throws MalformedHistoryException {
    int from = position;
    while (position < bytes.length && !ends(bytes[position])) {
      position++;
    }
    if (from == position) {
      throw problem("'" + (char) (bytes[position] & 0xff) + "' is out of place");
    }
    String text = utf8(from, position);
    if (text.equals("nil")) {
      return null;
    }
    char first = text.charAt(0);
    boolean number = first == '-' || first == '+' || (first >= '0' && first <= '9');
    return number && text.matches("[+-]?[0-9]+N?") ? integer(text) : new Name(text);
  }

  private static Object integer(String text) {
    if (text.length() < 18 && !text.endsWith("N")) {
      return Long.parseLong(text);
    }
    BigInteger number =
        new BigInteger(text.endsWith("N") ? text.substring(0, text.length() - 1) : text);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private static boolean ends(byte c) {
    return isSpace(c) || "()[]{}\";".indexOf(c) >= 0;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == ',' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  /** White space, comments, and what {@code #_} discards. */
  private void skipSpace(int depth) throws MalformedHistoryException {
    while (position < bytes.length) {
      byte c = bytes[position];
      if (c == '\n') {
        line++;
        position++;
      } else if (isSpace(c)) {
        position++;
      } else if (c == ';') {
        while (position < bytes.length && bytes[position] != '\n') {
          position++;
        }
      } else if (c == '#' && position + 1 < bytes.length && bytes[position + 1] == '_') {
        position += 2;
        if (read(depth + 1) == CLOSED) {
          throw problem("nothing follows #_");
        }
      } else {
        return;
      }
    }
  }

  private String utf8(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private MalformedHistoryException problem(String why) {
    return MalformedHistoryException.atLine(line, why);
  }
}
