package io.distributeddebug.query;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes a query apart. An attribute's name goes on to the next space, bracket or comparison. */
final class Lexer {
  private static final Map<String, Value> CONSTANTS =
      Map.ofEntries(
          Map.entry("true", Value.Flag.TRUE),
          Map.entry("false", Value.Flag.FALSE),
          Map.entry("nil", Value.Nothing.NIL),
          Map.entry("ok", new Value.Status(StatusCode.OK)),
          Map.entry("error", new Value.Status(StatusCode.ERROR)),
          Map.entry("unset", new Value.Status(StatusCode.UNSET)),
          Map.entry("unspecified", new Value.Kind(SpanKind.UNSPECIFIED)),
          Map.entry("internal", new Value.Kind(SpanKind.INTERNAL)),
          Map.entry("server", new Value.Kind(SpanKind.SERVER)),
          Map.entry("client", new Value.Kind(SpanKind.CLIENT)),
          Map.entry("producer", new Value.Kind(SpanKind.PRODUCER)),
          Map.entry("consumer", new Value.Kind(SpanKind.CONSUMER)));
  private static final List<String> SCOPES =
      List.of("span", "resource", "event", "link", "instrumentation");

  // Longest first: a symbol that begins another must not hide it.
  private static final List<String> SYMBOLS =
      List.of(
          "!>>", "!<<", "&>>", "&<<", "&&", "||", "=~", "!~", "!=", "!>", "!<", ">=", "<=", ">>",
          "<<", "&>", "&<", "&~", "{", "}", "(", ")", ",", "|", "=", ">", "<", "~", "!", "+", "-",
          "*", "/", "%", "^");

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String query) {
    this.query = query;
  }

  /**
   * All tokens; the last is END.
   *
   * @throws QuerySyntaxException where something is no part of the language
   */
  static List<Token> tokens(String query) {
    Lexer lexer = new Lexer(query);
    lexer.read();
    return lexer.tokens;
  }

  static boolean isAttributeCharacter(int c) {
    return c != '"' && c != '`' && isOfAttribute(c);
  }

  private static boolean isOfAttribute(int c) {
    return !Character.isWhitespace(c) && "{}()=~!<>&|^,".indexOf(c) < 0;
  }

  private void read() {
    while (true) {
      skipSpace();
      if (at == query.length()) {
        tokens.add(Token.of(Token.Kind.END, "", at));
        return;
      }
      char c = query.charAt(at);
      if (c == '"' || c == '`') {
        int start = at;
        String text = quoted(c);
        tokens.add(Token.constant(Value.text(text), query.substring(start, at), start));
      } else if (c == '.' && !isDigit(at + 1)) {
        at++;
        attribute(at - 1, Attribute.Scope.ANY, false);
      } else if (isDigit(at) || c == '.') {
        number();
      } else if (Character.isLetter(c) || c == '_') {
        word();
      } else {
        symbol();
      }
    }
  }

  private void skipSpace() {
    while (at < query.length()) {
      if (Character.isWhitespace(query.charAt(at))) {
        at++;
      } else if (query.startsWith("//", at)) {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
      } else {
        return;
      }
    }
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (query.startsWith(symbol, at)) {
        tokens.add(Token.of(Token.Kind.SYMBOL, symbol, at));
        at += symbol.length();
        return;
      }
    }
    int c = query.codePointAt(at);
    throw error(at, "'" + Character.toString(c) + "' has no meaning here");
  }

  private void word() {
    int start = at;
    while (at < query.length()
        && (Character.isLetterOrDigit(query.charAt(at)) || query.charAt(at) == '_')) {
      at++;
    }
    String word = query.substring(start, at);
    boolean isScope = SCOPES.contains(word);
    if (at < query.length() && query.charAt(at) == '.' && (isScope || word.equals("parent"))) {
      at++;
      if (isScope) {
        attribute(start, scope(word), false);
      } else {
        parentAttribute(start);
      }
      return;
    }
    if (at < query.length() && query.charAt(at) == ':') {
      scopedIntrinsic(start);
      return;
    }
    Value constant = CONSTANTS.get(word);
    Intrinsic intrinsic = Intrinsic.byName().get(word);
    if (constant != null) {
      tokens.add(Token.constant(constant, word, start));
    } else if (intrinsic != null) {
      tokens.add(Token.field(intrinsic, word, start));
    } else {
      tokens.add(Token.of(Token.Kind.WORD, word, start));
    }
  }

  private static Attribute.Scope scope(String word) {
    return Attribute.Scope.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private void parentAttribute(int start) {
    for (String scope : List.of("span", "resource")) {
      if (query.startsWith(scope + ".", at)) {
        at += scope.length() + 1;
        attribute(start, scope(scope), true);
        return;
      }
    }
    attribute(start, Attribute.Scope.ANY, true);
  }

  private void scopedIntrinsic(int start) {
    at++;
    while (at < query.length() && Character.isLetterOrDigit(query.charAt(at))) {
      at++;
    }
    String name = query.substring(start, at);
    Intrinsic intrinsic = Intrinsic.byName().get(name);
    if (intrinsic == null) {
      throw error(start, "there is no field '" + name + "'");
    }
    tokens.add(Token.field(intrinsic, name, start));
  }

  private void attribute(int start, Attribute.Scope scope, boolean ofParent) {
    StringBuilder key = new StringBuilder();
    while (at < query.length() && isOfAttribute(query.charAt(at))) {
      char c = query.charAt(at);
      if (c == '"') {
        key.append(quoted(c));
      } else {
        key.append(c);
        at++;
      }
    }
    if (key.isEmpty()) {
      throw error(at, "the name of an attribute is missing");
    }
    tokens.add(
        Token.field(
            Attribute.asked(scope, ofParent, key.toString()), query.substring(start, at), start));
  }

  private String quoted(char quote) {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < query.length()) {
      char c = query.charAt(at++);
      if (c == quote) {
        return text.toString();
      }
      if (c == '\\' && quote == '"') {
        text.append(escaped());
      } else {
        text.append(c);
      }
    }
    throw error(start, "the text that begins here has no end");
  }

  /** As in Go, but for numeric escapes. */
  private char escaped() {
    char c = at < query.length() ? query.charAt(at++) : 'x';
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\', '\'' -> c;
      default ->
          throw error(
              at - 2, "no such escape: write \\\\ for a backslash, or quote with ` instead of \"");
    };
  }

  private void number() {
    int start = at;
    while (at < query.length() && (isDigit(at) || query.charAt(at) == '.')) {
      at++;
    }
    int end = at;
    if (at < query.length() && "nsumhdwyµμ".indexOf(query.charAt(at)) >= 0) {
      while (at < query.length()
          && (Character.isLetterOrDigit(query.charAt(at)) || query.charAt(at) == '.')) {
        at++;
      }
      String text = query.substring(start, at);
      Optional<Value> duration = DurationText.nanos(text).map(Value::nanos);
      if (duration.isEmpty()) {
        throw error(start, "'" + text + "' is no duration: write it as 1.5s, 100ms or 1h30m");
      }
      tokens.add(Token.constant(duration.get(), text, start));
      return;
    }
    if (at < query.length() && "eE".indexOf(query.charAt(at)) >= 0) {
      at++;
      at += at < query.length() && "+-".indexOf(query.charAt(at)) >= 0 ? 1 : 0;
      while (isDigit(at)) {
        at++;
      }
      end = at;
    }
    String text = query.substring(start, end);
    try {
      tokens.add(Token.constant(Value.number(Double.parseDouble(text)), text, start));
    } catch (NumberFormatException e) {
      throw error(start, "'" + text + "' is no number");
    }
  }

  private boolean isDigit(int position) {
    return position < query.length()
        && query.charAt(position) >= '0'
        && query.charAt(position) <= '9';
  }

  private QuerySyntaxException error(int position, String message) {
    return new QuerySyntaxException(query, position, message);
  }
}
