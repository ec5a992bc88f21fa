package io.distributeddebug.query;

import java.util.BitSet;
import java.util.List;

/** What picks spans of a trace, given those that are left. */
sealed interface SpansetExpression {
  /** The spans that it picks; none: the trace does not match. */
  List<Spanset> pick(QueriedTrace trace, Spanset given);

  /** {@code { ... }}. */
  record Filter(FieldExpression condition) implements SpansetExpression {
    @Override
    public List<Spanset> pick(QueriedTrace trace, Spanset given) {
      BitSet held = new BitSet();
      BitSet spans = given.spans();
      for (int span = spans.nextSetBit(0); span >= 0; span = spans.nextSetBit(span + 1)) {
        if (condition.holds(trace, span)) {
          held.set(span);
        }
      }
      return held.isEmpty() ? List.of() : List.of(given.with(held));
    }
  }

  /** Two sets of spans and their places in the tree, or {@code &&}, {@code ||}. */
  record Combination(Operator operator, SpansetExpression left, SpansetExpression right)
      implements SpansetExpression {
    @Override
    public List<Spanset> pick(QueriedTrace trace, Spanset given) {
      BitSet one = Spanset.union(left.pick(trace, given));
      BitSet other = Spanset.union(right.pick(trace, given));
      BitSet found;
      if (operator.isLogic()) {
        boolean holds =
            operator == Operator.AND
                ? !one.isEmpty() && !other.isEmpty()
                : !one.isEmpty() || !other.isEmpty();
        found = one;
        found.or(other);
        if (!holds) {
          found.clear();
        }
      } else {
        found = Relations.find(operator, trace.trace(), one, other);
      }
      return found.isEmpty() ? List.of() : List.of(given.with(found));
    }
  }

  /** {@code ( ... | ... )}. */
  record Wrapped(Pipeline pipeline) implements SpansetExpression {
    @Override
    public List<Spanset> pick(QueriedTrace trace, Spanset given) {
      return pipeline.run(trace, given);
    }
  }
}
