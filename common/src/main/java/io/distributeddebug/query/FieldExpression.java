package io.distributeddebug.query;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a filter asks of one span. */
public sealed interface FieldExpression {
  Type type();

  Value of(QueriedTrace trace, int span);

  /** All fields in it, with repeats. */
  Stream<Field> fields();

  default boolean holds(QueriedTrace trace, int span) {
    return of(trace, span).isTrue();
  }

  /** A value that is written out. */
  record Constant(Value value) implements FieldExpression {
    @Override
    public Type type() {
      return value.type();
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return value;
    }

    @Override
    public Stream<Field> fields() {
      return Stream.empty();
    }
  }

  /** A field of the span. */
  record Reference(Field field) implements FieldExpression {
    @Override
    public Type type() {
      return field.type();
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return field.of(trace, span);
    }

    @Override
    public Stream<Field> fields() {
      return Stream.of(field);
    }
  }

  /** {@code !}. */
  record Not(FieldExpression operand) implements FieldExpression {
    @Override
    public Type type() {
      return Type.FLAG;
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.of(!operand.holds(trace, span));
    }

    @Override
    public Stream<Field> fields() {
      return operand.fields();
    }
  }

  /** {@code -}. */
  record Negative(FieldExpression operand) implements FieldExpression {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return Comparing.calculate(Operator.SUBTRACT, Value.number(0), operand.of(trace, span));
    }

    @Override
    public Stream<Field> fields() {
      return operand.fields();
    }
  }

  /** {@code = nil}, or where wanted {@code != nil}. */
  record Presence(FieldExpression operand, boolean wanted) implements FieldExpression {
    @Override
    public Type type() {
      return Type.FLAG;
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.of((operand.of(trace, span) != Value.Nothing.NIL) == wanted);
    }

    @Override
    public Stream<Field> fields() {
      return operand.fields();
    }
  }

  /** {@code =~}, or where not wanted {@code !~}: the whole text must match, in linear time. */
  record Matching(FieldExpression operand, Pattern pattern, boolean wanted)
      implements FieldExpression {
    @Override
    public Type type() {
      return Type.FLAG;
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      Value value = operand.of(trace, span);
      List<Value> values =
          value instanceof Value.Several several ? several.values() : List.of(value);
      return Value.of(
          wanted ? values.stream().anyMatch(this::fits) : values.stream().allMatch(this::fits));
    }

    private boolean fits(Value value) {
      return value instanceof Value.Text text && pattern.matches(text.text()) == wanted;
    }

    @Override
    public Stream<Field> fields() {
      return operand.fields();
    }
  }

  /**
   * Two operands; comparisons but for patterns and {@code nil}, arithmetic, {@code &&}, {@code ||}.
   */
  record Binary(Operator operator, FieldExpression left, FieldExpression right)
      implements FieldExpression {
    @Override
    public Type type() {
      return operator.isArithmetic() ? Type.NUMBER : Type.FLAG;
    }

    @Override
    public Value of(QueriedTrace trace, int span) {
      return switch (operator) {
        case AND -> Value.of(left.holds(trace, span) && right.holds(trace, span));
        case OR -> Value.of(left.holds(trace, span) || right.holds(trace, span));
        default ->
            operator.isArithmetic()
                ? Comparing.calculate(operator, left.of(trace, span), right.of(trace, span))
                : Value.of(Comparing.holds(operator, left.of(trace, span), right.of(trace, span)));
      };
    }

    @Override
    public Stream<Field> fields() {
      return Stream.concat(left.fields(), right.fields());
    }
  }

  /** The value as a number; empty where the span has none. */
  default OptionalDouble number(QueriedTrace trace, int span) {
    return of(trace, span).asNumber();
  }
}
