package io.distributeddebug.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads filters, what stands between them, and pipelines. */
final class QueryParser {
  private final Tokens tokens;
  private final FieldParser fields;

  private QueryParser(String query) {
    tokens = new Tokens(query);
    fields = new FieldParser(tokens);
  }

  static Pipeline parse(String query) {
    QueryParser parser = new QueryParser(query);
    Token start = parser.tokens.peek();
    Part part = parser.pipeline();
    Token end = parser.tokens.peek();
    if (end.kind() != Token.Kind.END) {
      throw parser.tokens.error(end, "expected '|' or the end, found " + end.shown());
    }
    if (part instanceof Part.Scalar) {
      throw parser.tokens.error(
          start, "a number alone filters nothing: compare it, as in count() > 2");
    }
    return ((Part.Stages) part).pipeline();
  }

  /** What a piece of the query stands for. */
  private sealed interface Part {
    record Spans(SpansetExpression expression) implements Part {}

    record Scalar(ScalarExpression expression) implements Part {}

    record Condition(Stage.Keeping stage) implements Part {}

    record Stages(Pipeline pipeline) implements Part {}
  }

  /** Stages, or a number where the last one is no comparison. */
  private Part pipeline() {
    List<Stage> stages = new ArrayList<>();
    do {
      Token start = tokens.peek();
      Optional<Stage> named = namedStage(stages.isEmpty());
      if (named.isPresent()) {
        stages.add(named.get());
        continue;
      }
      Part part = expression(0);
      if (part instanceof Part.Scalar number) {
        if (tokens.peek().is("|")) {
          throw tokens.error(
              start, "a number alone filters nothing: compare it, as in count() > 2");
        }
        return stages.isEmpty()
            ? number
            : new Part.Scalar(
                new ScalarExpression.OfPipeline(new Pipeline(stages), number.expression()));
      }
      stages.add(
          part instanceof Part.Condition condition
              ? condition.stage()
              : new Stage.Picking(((Part.Spans) part).expression()));
    } while (tokens.skip("|"));
    return new Part.Stages(new Pipeline(stages));
  }

  private Optional<Stage> namedStage(boolean isFirst) {
    Token name = tokens.peek();
    if (name.kind() != Token.Kind.WORD) {
      return Optional.empty();
    }
    return switch (name.text()) {
      case "by" -> Optional.of(grouping(name));
      case "coalesce" -> Optional.of(merging(name, isFirst));
      case "select" -> Optional.of(selecting());
      default -> Optional.empty();
    };
  }

  private Stage grouping(Token name) {
    open();
    FieldExpression by = fields.expression();
    if (by.fields().findAny().isEmpty()) {
      throw tokens.error(name, "by(...) must name a field of spans");
    }
    tokens.expect(")");
    return new Stage.Grouping(by);
  }

  private Stage merging(Token name, boolean isFirst) {
    if (isFirst) {
      throw tokens.error(name, "coalesce() needs something before it");
    }
    open();
    tokens.expect(")");
    return new Stage.Merging();
  }

  private Stage selecting() {
    open();
    List<Field> selected = new ArrayList<>();
    do {
      Token field = tokens.next();
      selected.add(
          field
              .field()
              .orElseThrow(
                  () -> tokens.error(field, "select(...) takes fields, not " + field.shown())));
    } while (tokens.skip(","));
    tokens.expect(")");
    return new Stage.Selecting(selected);
  }

  private void open() {
    tokens.next();
    tokens.expect("(");
  }

  private Part expression(int least) {
    tokens.enter();
    Part left = operand();
    while (true) {
      Optional<Operator> operator = tokens.operator();
      if (operator.isEmpty() || operator.get().strength() < least) {
        tokens.leave();
        return left;
      }
      Token symbol = tokens.next();
      left = combine(symbol, operator.get(), left, expression(operator.get().rightStrength()));
    }
  }

  private Part combine(Token symbol, Operator operator, Part left, Part right) {
    if (left instanceof Part.Spans one && right instanceof Part.Spans other) {
      boolean isOfSpans =
          !operator.isArithmetic()
              && (!operator.isComparison()
                  || operator == Operator.LESS
                  || operator == Operator.GREATER
                  || operator == Operator.MATCHES_NOT);
      if (!isOfSpans) {
        throw tokens.error(symbol, "'" + symbol.text() + "' has no meaning between sets of spans");
      }
      return new Part.Spans(
          new SpansetExpression.Combination(operator, one.expression(), other.expression()));
    }
    if (left instanceof Part.Scalar one && right instanceof Part.Scalar other) {
      if (operator.isArithmetic()) {
        return new Part.Scalar(
            new ScalarExpression.Calculation(operator, one.expression(), other.expression()));
      }
      if (operator.isComparison() && !operator.isPattern()) {
        if (!one.expression().isAboutSpans() && !other.expression().isAboutSpans()) {
          throw tokens.error(
              symbol, "neither side depends on the spans: compare count() or avg(...)");
        }
        return new Part.Condition(
            new Stage.Keeping(operator, one.expression(), other.expression()));
      }
      throw tokens.error(symbol, "'" + symbol.text() + "' has no meaning between numbers");
    }
    if (left instanceof Part.Condition || right instanceof Part.Condition) {
      throw tokens.error(symbol, "a comparison of numbers is a stage of its own, after a pipe");
    }
    throw tokens.error(
        symbol, "'" + symbol.text() + "' cannot stand between a number and a set of spans");
  }

  private Part operand() {
    Token token = tokens.next();
    if (token.is("{")) {
      FieldExpression condition =
          tokens.peek().is("}")
              ? new FieldExpression.Constant(Value.Flag.TRUE)
              : fields.condition();
      if (!tokens.peek().is("}")) {
        throw tokens.error(
            tokens.peek(), "expected an operator or '}', found " + tokens.peek().shown());
      }
      tokens.expect("}");
      return new Part.Spans(new SpansetExpression.Filter(condition));
    }
    if (token.is("(")) {
      Part inner = pipeline();
      tokens.expect(")");
      return inner instanceof Part.Stages stages ? unwrapped(stages.pipeline()) : inner;
    }
    if (token.is("-") && isNumber(tokens.peek())) {
      Value value = tokens.next().value().orElseThrow();
      return new Part.Scalar(
          new ScalarExpression.Constant(
              Comparing.calculate(Operator.SUBTRACT, Value.number(0), value)));
    }
    if (isNumber(token)) {
      return new Part.Scalar(new ScalarExpression.Constant(token.value().orElseThrow()));
    }
    if (token.kind() == Token.Kind.WORD) {
      return aggregate(token);
    }
    throw tokens.error(token, "expected '{', '(' or a function, found " + token.shown());
  }

  private static Part unwrapped(Pipeline pipeline) {
    return pipeline.stages().size() == 1
            && pipeline.stages().get(0) instanceof Stage.Picking picking
        ? new Part.Spans(picking.expression())
        : new Part.Spans(new SpansetExpression.Wrapped(pipeline));
  }

  private static boolean isNumber(Token token) {
    return token.value().map(value -> value.type() == Type.NUMBER).orElse(false);
  }

  private Part aggregate(Token name) {
    if (name.isWord("count")) {
      tokens.expect("(");
      tokens.expect(")");
      return new Part.Scalar(new ScalarExpression.Count());
    }
    ScalarExpression.Aggregate.Kind kind =
        switch (name.text()) {
          case "avg" -> ScalarExpression.Aggregate.Kind.AVG;
          case "min" -> ScalarExpression.Aggregate.Kind.MIN;
          case "max" -> ScalarExpression.Aggregate.Kind.MAX;
          case "sum" -> ScalarExpression.Aggregate.Kind.SUM;
          default -> throw tokens.error(name, unknown(name.text()));
        };
    tokens.expect("(");
    Token start = tokens.peek();
    FieldExpression of = fields.expression();
    if (!of.type().maybe(Type.NUMBER)) {
      throw tokens.error(start, name.text() + "(...) takes a number, not " + of.type().shown());
    }
    if (of.fields().findAny().isEmpty()) {
      throw tokens.error(start, name.text() + "(...) must name a field of spans");
    }
    tokens.expect(")");
    return new Part.Scalar(new ScalarExpression.Aggregate(kind, of));
  }

  private static String unknown(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "rate",
          "count_over_time",
          "min_over_time",
          "max_over_time",
          "avg_over_time",
          "sum_over_time",
          "quantile_over_time",
          "histogram_over_time",
          "topk",
          "bottomk",
          "compare",
          "with" ->
          "'" + name + "' asks for metrics, and the answer here is traces: see compare and latency";
      default ->
          "there is no function '"
              + name
              + "': write count(), avg, min, max, sum, by, coalesce or select";
    };
  }
}
