package io.distributeddebug.query;

import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A number about a set of spans. */
sealed interface ScalarExpression {
  /** Nothing where it has no value, such as the mean of a field that no span has. */
  Value of(QueriedTrace trace, Spanset spans);

  Stream<Field> fields();

  /** Whether it depends on the spans at all. */
  boolean isAboutSpans();

  /** A number that is written out. */
  record Constant(Value value) implements ScalarExpression {
    @Override
    public Value of(QueriedTrace trace, Spanset spans) {
      return value;
    }

    @Override
    public Stream<Field> fields() {
      return Stream.empty();
    }

    @Override
    public boolean isAboutSpans() {
      return false;
    }
  }

  /** {@code count()}. */
  record Count() implements ScalarExpression {
    @Override
    public Value of(QueriedTrace trace, Spanset spans) {
      return Value.number(spans.size());
    }

    @Override
    public Stream<Field> fields() {
      return Stream.empty();
    }

    @Override
    public boolean isAboutSpans() {
      return true;
    }
  }

  /** {@code avg(...)} and its like, over the spans that have the field. */
  record Aggregate(Kind kind, FieldExpression of) implements ScalarExpression {
    enum Kind {
      AVG,
      MIN,
      MAX,
      SUM
    }

    @Override
    public Value of(QueriedTrace trace, Spanset spanset) {
      double sum = 0;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      long count = 0;
      boolean isTime = false;
      BitSet spans = spanset.spans();
      for (int span = spans.nextSetBit(0); span >= 0; span = spans.nextSetBit(span + 1)) {
        Value value = of.of(trace, span);
        OptionalDouble number = value.asNumber();
        if (number.isPresent()) {
          isTime = value instanceof Value.Quantity known && known.unit() == Value.Unit.NANOS;
          sum += number.getAsDouble();
          least = Math.min(least, number.getAsDouble());
          most = Math.max(most, number.getAsDouble());
          count++;
        }
      }
      if (count == 0) {
        return Value.Nothing.NIL;
      }
      double result =
          switch (kind) {
            case AVG -> sum / count;
            case MIN -> least;
            case MAX -> most;
            case SUM -> sum;
          };
      return isTime ? Value.nanos(result) : Value.number(result);
    }

    @Override
    public Stream<Field> fields() {
      return of.fields();
    }

    @Override
    public boolean isAboutSpans() {
      return true;
    }
  }

  /** Arithmetic. */
  record Calculation(Operator operator, ScalarExpression left, ScalarExpression right)
      implements ScalarExpression {
    @Override
    public Value of(QueriedTrace trace, Spanset spans) {
      return Comparing.calculate(operator, left.of(trace, spans), right.of(trace, spans));
    }

    @Override
    public Stream<Field> fields() {
      return Stream.concat(left.fields(), right.fields());
    }

    @Override
    public boolean isAboutSpans() {
      return left.isAboutSpans() || right.isAboutSpans();
    }
  }

  /** {@code ( ... | count() )}: about what the pipeline picks, in all groups together. */
  record OfPipeline(Pipeline pipeline, ScalarExpression scalar) implements ScalarExpression {
    @Override
    public Value of(QueriedTrace trace, Spanset spans) {
      return scalar.of(trace, spans.with(Spanset.union(pipeline.run(trace, spans))));
    }

    @Override
    public Stream<Field> fields() {
      return Stream.concat(pipeline.fields(), scalar.fields());
    }

    @Override
    public boolean isAboutSpans() {
      return true;
    }
  }
}
