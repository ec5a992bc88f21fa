package io.distributeddebug.query;

import java.util.Optional;

/**
 * A piece of a query.
 *
 * @param text as written
 * @param value of a CONSTANT
 * @param field of a FIELD
 * @param position of its first character, from 0
 */
record Token(Kind kind, String text, Optional<Value> value, Optional<Field> field, int position) {
  enum Kind {
    SYMBOL,
    /** A name that is neither a field nor a constant, such as {@code count}. */
    WORD,
    CONSTANT,
    FIELD,
    END
  }

  static Token of(Kind kind, String text, int position) {
    return new Token(kind, text, Optional.empty(), Optional.empty(), position);
  }

  static Token constant(Value value, String text, int position) {
    return new Token(Kind.CONSTANT, text, Optional.of(value), Optional.empty(), position);
  }

  static Token field(Field field, String text, int position) {
    return new Token(Kind.FIELD, text, Optional.empty(), Optional.of(field), position);
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /** For messages. */
  String shown() {
    return kind == Kind.END
        ? "the end"
        : "'" + (text.length() > 40 ? text.substring(0, 40) : text) + "'";
  }
}
