package io.distributeddebug.query;

import java.util.Optional;

/** What stands between two operands; strength as in Tempo's grammar: && and || bind alike. */
public enum Operator {
  AND("&&", 1),
  OR("||", 1),
  EQUAL("=", 2),
  NOT_EQUAL("!=", 2),
  LESS("<", 2),
  LESS_EQUAL("<=", 2),
  GREATER(">", 2),
  GREATER_EQUAL(">=", 2),
  MATCHES("=~", 2),
  MATCHES_NOT("!~", 2),
  DESCENDANT(">>", 2),
  ANCESTOR("<<", 2),
  SIBLING("~", 2),
  NOT_CHILD("!>", 2),
  NOT_PARENT("!<", 2),
  NOT_DESCENDANT("!>>", 2),
  NOT_ANCESTOR("!<<", 2),
  UNION_CHILD("&>", 2),
  UNION_PARENT("&<", 2),
  UNION_DESCENDANT("&>>", 2),
  UNION_ANCESTOR("&<<", 2),
  UNION_SIBLING("&~", 2),
  ADD("+", 3),
  SUBTRACT("-", 3),
  MULTIPLY("*", 4),
  DIVIDE("/", 4),
  MODULO("%", 4),
  POWER("^", 5);

  /** What a sign or a {@code !} before an operand takes in. */
  static final int UNARY_STRENGTH = 4;

  private final String symbol;
  private final int strength;

  Operator(String symbol, int strength) {
    this.symbol = symbol;
    this.strength = strength;
  }

  static Optional<Operator> of(String symbol) {
    for (Operator operator : values()) {
      if (operator.symbol.equals(symbol)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  String symbol() {
    return symbol;
  }

  int strength() {
    return strength;
  }

  /** How strong an operator to its right must be to be part of its right operand. */
  int rightStrength() {
    return this == POWER ? strength : strength + 1;
  }

  boolean isLogic() {
    return strength == 1;
  }

  boolean isArithmetic() {
    return strength >= 3;
  }

  /** Between the values of two fields. */
  boolean isComparison() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, MATCHES, MATCHES_NOT -> true;
      default -> false;
    };
  }

  boolean isPattern() {
    return this == MATCHES || this == MATCHES_NOT;
  }

  boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  /** True for those of which a span must hold with all of its events, not with one of them. */
  boolean isNegative() {
    return this == NOT_EQUAL || this == MATCHES_NOT;
  }
}
