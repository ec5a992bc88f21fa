package io.distributeddebug.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One step of a pipeline: sets of spans in, sets of spans out. */
sealed interface Stage {
  List<Spanset> apply(QueriedTrace trace, List<Spanset> given);

  Stream<Field> fields();

  /** Spans that an expression picks, of each set. */
  record Picking(SpansetExpression expression) implements Stage {
    @Override
    public List<Spanset> apply(QueriedTrace trace, List<Spanset> given) {
      return given.stream().flatMap(one -> expression.pick(trace, one).stream()).toList();
    }

    @Override
    public Stream<Field> fields() {
      return fields(expression);
    }

    private static Stream<Field> fields(SpansetExpression expression) {
      if (expression instanceof SpansetExpression.Filter filter) {
        return filter.condition().fields();
      }
      if (expression instanceof SpansetExpression.Combination combination) {
        return Stream.concat(fields(combination.left()), fields(combination.right()));
      }
      return ((SpansetExpression.Wrapped) expression).pipeline().fields();
    }
  }

  /** {@code count() > 2}: keeps the sets for which it holds. */
  record Keeping(Operator operator, ScalarExpression left, ScalarExpression right)
      implements Stage {
    @Override
    public List<Spanset> apply(QueriedTrace trace, List<Spanset> given) {
      return given.stream()
          .filter(one -> Comparing.holds(operator, left.of(trace, one), right.of(trace, one)))
          .toList();
    }

    @Override
    public Stream<Field> fields() {
      return Stream.concat(left.fields(), right.fields());
    }
  }

  /** {@code by(...)}: a set for each value; spans without one are together. */
  record Grouping(FieldExpression by) implements Stage {
    private static final Comparator<Value> BY_TYPE_AND_TEXT =
        Comparator.comparing(Value::type).thenComparing(Value::shown);

    @Override
    public List<Spanset> apply(QueriedTrace trace, List<Spanset> given) {
      List<Spanset> groups = new ArrayList<>();
      for (Spanset one : given) {
        Map<Value, BitSet> members = new TreeMap<>(BY_TYPE_AND_TEXT);
        BitSet spans = one.spans();
        for (int span = spans.nextSetBit(0); span >= 0; span = spans.nextSetBit(span + 1)) {
          members.computeIfAbsent(by.of(trace, span), value -> new BitSet()).set(span);
        }
        members.forEach((value, some) -> groups.add(one.in(value, some)));
      }
      return groups;
    }

    @Override
    public Stream<Field> fields() {
      return by.fields();
    }
  }

  /** {@code coalesce()}: all sets as one. */
  record Merging() implements Stage {
    @Override
    public List<Spanset> apply(QueriedTrace trace, List<Spanset> given) {
      return given.isEmpty() ? given : List.of(new Spanset(Spanset.union(given), List.of()));
    }

    @Override
    public Stream<Field> fields() {
      return Stream.empty();
    }
  }

  /** {@code select(...)}: fields to be shown. */
  record Selecting(List<Field> selected) implements Stage {
    public Selecting {
      selected = List.copyOf(selected);
    }

    @Override
    public List<Spanset> apply(QueriedTrace trace, List<Spanset> given) {
      return given;
    }

    @Override
    public Stream<Field> fields() {
      return selected.stream();
    }
  }
}
