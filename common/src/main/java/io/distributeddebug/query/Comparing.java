package io.distributeddebug.query;

import java.util.OptionalDouble;

/** Comparisons and arithmetic of values, as TraceQL has them. */
final class Comparing {
  private Comparing() {}

  /**
   * Whether the comparison holds; never where one side is not there. Of several events or links one
   * must do; for {@code !=} all of them.
   */
  static boolean holds(Operator operator, Value left, Value right) {
    if (left instanceof Value.Several several) {
      return operator.isNegative()
          ? several.values().stream().allMatch(one -> holds(operator, one, right))
          : several.values().stream().anyMatch(one -> holds(operator, one, right));
    }
    if (right instanceof Value.Several several) {
      return operator.isNegative()
          ? several.values().stream().allMatch(one -> holds(operator, left, one))
          : several.values().stream().anyMatch(one -> holds(operator, left, one));
    }
    if (left == Value.Nothing.NIL || right == Value.Nothing.NIL) {
      return false;
    }
    if (left instanceof Value.Text one && right instanceof Value.Text other) {
      return ordered(operator, one.text().compareTo(other.text()));
    }
    OptionalDouble one = left.asNumber();
    OptionalDouble other = right.asNumber();
    if (one.isPresent() && other.isPresent()) {
      return ordered(operator, one.getAsDouble(), other.getAsDouble());
    }
    if (left.type() == right.type()) {
      return operator.isEquality() && left.equals(right) == (operator == Operator.EQUAL);
    }
    if (left.type() == Type.FLAG || right.type() == Type.FLAG) {
      // The archive keeps flags as text.
      return operator.isEquality()
          && left.shown().equals(right.shown()) == (operator == Operator.EQUAL);
    }
    return false;
  }

  private static boolean ordered(Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUAL -> order >= 0;
      default -> false;
    };
  }

  private static boolean ordered(Operator operator, double one, double other) {
    return switch (operator) {
      case EQUAL -> one == other;
      case NOT_EQUAL -> one != other;
      case LESS -> one < other;
      case LESS_EQUAL -> one <= other;
      case GREATER -> one > other;
      case GREATER_EQUAL -> one >= other;
      default -> false;
    };
  }

  /** Nothing where one side is no number. */
  static Value calculate(Operator operator, Value left, Value right) {
    OptionalDouble one = left.asNumber();
    OptionalDouble other = right.asNumber();
    if (one.isEmpty() || other.isEmpty()) {
      return Value.Nothing.NIL;
    }
    double a = one.getAsDouble();
    double b = other.getAsDouble();
    double result =
        switch (operator) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> a / b;
          case MODULO -> a % b;
          case POWER -> Math.pow(a, b);
          default -> throw new IllegalArgumentException("Not arithmetic: " + operator);
        };
    boolean isTime = isTime(left) || isTime(right);
    boolean isShare = operator == Operator.DIVIDE && isTime(left) && isTime(right);
    return isTime && !isShare ? Value.nanos(result) : Value.number(result);
  }

  private static boolean isTime(Value value) {
    return value instanceof Value.Quantity number && number.unit() == Value.Unit.NANOS;
  }
}
