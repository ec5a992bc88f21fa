package io.distributeddebug.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Reads what stands in braces, or in the brackets of {@code by} and {@code avg}. */
final class FieldParser {
  private final Tokens tokens;

  FieldParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** An expression that is true or false. */
  FieldExpression condition() {
    Token start = tokens.peek();
    FieldExpression condition = expression();
    if (!condition.type().maybe(Type.FLAG)) {
      throw tokens.error(
          start, "a filter must be true or false, and this is " + condition.type().shown());
    }
    return condition;
  }

  FieldExpression expression() {
    return expression(0);
  }

  private FieldExpression expression(int least) {
    tokens.enter();
    FieldExpression left = operand();
    while (true) {
      Optional<Operator> operator = tokens.operator();
      if (operator.isEmpty() || operator.get().strength() < least) {
        tokens.leave();
        return left;
      }
      Token symbol = tokens.next();
      Operator between = operator.get();
      if (!between.isComparison() && !between.isLogic() && !between.isArithmetic()) {
        throw tokens.error(symbol, "'" + symbol.text() + "' stands between filters, not in one");
      }
      Token start = tokens.peek();
      FieldExpression right = expression(between.rightStrength());
      left = combine(symbol, between, left, start, right);
    }
  }

  private FieldExpression operand() {
    Token token = tokens.next();
    if (token.is("(")) {
      FieldExpression inner = expression();
      tokens.expect(")");
      return inner;
    }
    if (token.is("!")) {
      FieldExpression operand = expression(Operator.UNARY_STRENGTH);
      demand(operand, Type.FLAG, token, "'!' turns true into false, and after it stands ");
      return new FieldExpression.Not(operand);
    }
    if (token.is("-")) {
      FieldExpression operand = expression(Operator.UNARY_STRENGTH);
      demand(operand, Type.NUMBER, token, "'-' stands before numbers, not before ");
      return new FieldExpression.Negative(operand);
    }
    if (token.value().isPresent()) {
      return new FieldExpression.Constant(token.value().get());
    }
    if (token.field().isPresent()) {
      return new FieldExpression.Reference(token.field().get());
    }
    if (token.kind() == Token.Kind.WORD) {
      throw tokens.error(
          token,
          "there is no field '"
              + token.text()
              + "': write attributes as ."
              + token.text()
              + " or span."
              + token.text()
              + ", text in quotes");
    }
    throw tokens.error(token, "expected a field or a value, found " + token.shown());
  }

  private void demand(FieldExpression operand, Type type, Token at, String message) {
    if (!operand.type().maybe(type)) {
      throw tokens.error(at, message + operand.type().shown());
    }
  }

  private FieldExpression combine(
      Token symbol, Operator operator, FieldExpression left, Token start, FieldExpression right) {
    if (operator.isPattern()) {
      return matching(symbol, operator, left, start, right);
    }
    if (operator.isLogic() || operator.isArithmetic()) {
      Type type = operator.isLogic() ? Type.FLAG : Type.NUMBER;
      String message =
          "'" + symbol.text() + "' takes " + (operator.isLogic() ? "conditions" : "numbers");
      demand(left, type, symbol, message + ", and before it stands ");
      demand(right, type, symbol, message + ", and after it stands ");
      return new FieldExpression.Binary(operator, left, right);
    }
    if (left.type() == Type.NIL || right.type() == Type.NIL) {
      if (!operator.isEquality()) {
        throw tokens.error(symbol, "nil is compared with = and != alone");
      }
      return new FieldExpression.Presence(
          left.type() == Type.NIL ? right : left, operator == Operator.NOT_EQUAL);
    }
    if (!left.type().maybe(right.type())) {
      throw tokens.error(
          symbol, "cannot compare " + left.type().shown() + " with " + right.type().shown());
    }
    if (!operator.isEquality() && (hasNoOrder(left) || hasNoOrder(right))) {
      throw tokens.error(
          symbol,
          (hasNoOrder(left) ? left : right).type().shown() + " is compared with = and != alone");
    }
    return new FieldExpression.Binary(operator, left, right);
  }

  private static boolean hasNoOrder(FieldExpression expression) {
    return switch (expression.type()) {
      case STATUS, KIND, FLAG -> true;
      default -> false;
    };
  }

  private FieldExpression matching(
      Token symbol, Operator operator, FieldExpression left, Token start, FieldExpression right) {
    if (!(right instanceof FieldExpression.Constant constant
        && constant.value() instanceof Value.Text text)) {
      throw tokens.error(start, "after '" + symbol.text() + "' stands a pattern in quotes");
    }
    demand(left, Type.TEXT, symbol, "'" + symbol.text() + "' looks at text, not at ");
    try {
      return new FieldExpression.Matching(
          left, Pattern.compile(text.text()), operator == Operator.MATCHES);
    } catch (PatternSyntaxException e) {
      throw tokens.error(start, "the pattern cannot be read: " + e.getMessage());
    }
  }
}
