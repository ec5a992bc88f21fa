package io.distributeddebug.query;

import java.util.List;
import java.util.Optional;

/** What is left of a query to read. */
final class Tokens {
  private static final int DEEPEST = 200;

  private final String query;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(String query) {
    this.query = query;
    this.tokens = Lexer.tokens(query);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean skip(String symbol) {
    if (peek().is(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String symbol) {
    if (!skip(symbol)) {
      throw error(peek(), "expected '" + symbol + "', found " + peek().shown());
    }
  }

  /** The operator that comes next. */
  Optional<Operator> operator() {
    return peek().kind() == Token.Kind.SYMBOL ? Operator.of(peek().text()) : Optional.empty();
  }

  /** Keeps brackets in brackets from exhausting the stack. */
  void enter() {
    if (++depth > DEEPEST) {
      throw error(peek(), "brackets and signs stand in each other more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }

  QuerySyntaxException error(Token token, String message) {
    return new QuerySyntaxException(query, token.position(), message);
  }
}
