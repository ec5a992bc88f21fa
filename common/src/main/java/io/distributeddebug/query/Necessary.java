package io.distributeddebug.query;

import java.util.ArrayList;
import java.util.List;

/** What some span of a trace must fulfil for the trace to match: what can be asked of a table. */
final class Necessary {
  private Necessary() {}

  static List<FieldExpression> of(Pipeline pipeline) {
    List<FieldExpression> all = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      if (stage instanceof Stage.Picking picking) {
        all.addAll(of(picking.expression()));
      }
    }
    return all;
  }

  private static List<FieldExpression> of(SpansetExpression expression) {
    if (expression instanceof SpansetExpression.Filter filter) {
      return List.of(filter.condition());
    }
    if (expression instanceof SpansetExpression.Wrapped wrapped) {
      return of(wrapped.pipeline());
    }
    SpansetExpression.Combination combination = (SpansetExpression.Combination) expression;
    List<FieldExpression> left = of(combination.left());
    List<FieldExpression> right = of(combination.right());
    return switch (combination.operator()) {
      case OR ->
          left.isEmpty() || right.isEmpty()
              ? List.of()
              : List.of(new FieldExpression.Binary(Operator.OR, left.get(0), right.get(0)));
      case NOT_CHILD, NOT_PARENT, NOT_DESCENDANT, NOT_ANCESTOR, MATCHES_NOT -> right;
      default -> {
        List<FieldExpression> both = new ArrayList<>(left);
        both.addAll(right);
        yield both;
      }
    };
  }
}
