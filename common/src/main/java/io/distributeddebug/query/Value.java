package io.distributeddebug.query;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a field of a span holds, and what a query compares it with. */
public sealed interface Value {
  /** Which values may stand on both sides of an operator. */
  Type type();

  /** As a person reads it. */
  String shown();

  /** What text says a number is taken as one: some archives keep all attributes as text. */
  default OptionalDouble asNumber() {
    return OptionalDouble.empty();
  }

  default boolean isTrue() {
    return false;
  }

  static Value of(boolean flag) {
    return flag ? Flag.TRUE : Flag.FALSE;
  }

  static Value text(String text) {
    return new Text(text);
  }

  /** Nothing where the text is empty: the columns of the lake tell no more. */
  static Value recorded(String text) {
    return text.isEmpty() ? Nothing.NIL : new Text(text);
  }

  static Value number(double number) {
    return new Quantity(number, Unit.NONE);
  }

  static Value number(long number) {
    return number((double) number);
  }

  static Value nanos(long nanos) {
    return nanos((double) nanos);
  }

  static Value nanos(double nanos) {
    return new Quantity(nanos, Unit.NANOS);
  }

  /** Of events or links: nothing where there are none, the one value where there is one. */
  static Value of(List<Value> values) {
    return values.isEmpty()
        ? Nothing.NIL
        : values.size() == 1 ? values.get(0) : new Several(values);
  }

  /** Whether a number is a time. */
  enum Unit {
    NONE,
    NANOS
  }

  /** {@code nil}: the span does not have the field. */
  enum Nothing implements Value {
    NIL;

    @Override
    public Type type() {
      return Type.NIL;
    }

    @Override
    public String shown() {
      return "";
    }
  }

  /** Text as recorded. */
  record Text(String text) implements Value {
    @Override
    public Type type() {
      return Type.TEXT;
    }

    @Override
    public String shown() {
      return text;
    }

    @Override
    public OptionalDouble asNumber() {
      int last = text.isEmpty() ? 'x' : text.charAt(text.length() - 1);
      boolean isDecimal = text.length() <= 40 && text.indexOf('x') < 0 && text.indexOf('X') < 0;
      if (!isDecimal || (!Character.isDigit(last) && last != '.')) {
        return OptionalDouble.empty(); // Double.parseDouble takes "NaN", "1d", "0x1p3" as well
      }
      try {
        return OptionalDouble.of(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }

    @Override
    public boolean isTrue() {
      return text.equals("true");
    }
  }

  /** A number or a duration. */
  record Quantity(double number, Unit unit) implements Value {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public String shown() {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }

    @Override
    public OptionalDouble asNumber() {
      return OptionalDouble.of(number);
    }
  }

  /** {@code true} or {@code false}. */
  enum Flag implements Value {
    TRUE,
    FALSE;

    @Override
    public Type type() {
      return Type.FLAG;
    }

    @Override
    public String shown() {
      return this == TRUE ? "true" : "false";
    }

    @Override
    public boolean isTrue() {
      return this == TRUE;
    }
  }

  /** Of {@code status}. */
  record Status(StatusCode status) implements Value {
    @Override
    public Type type() {
      return Type.STATUS;
    }

    @Override
    public String shown() {
      return status.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of {@code kind}. */
  record Kind(SpanKind kind) implements Value {
    @Override
    public Type type() {
      return Type.KIND;
    }

    @Override
    public String shown() {
      return kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of a span's events or links, one each. */
  record Several(List<Value> values) implements Value {
    public Several {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return Type.ANY;
    }

    @Override
    public String shown() {
      return values.stream().map(Value::shown).distinct().collect(Collectors.joining(", "));
    }
  }
}
