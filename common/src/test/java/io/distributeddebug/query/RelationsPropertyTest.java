package io.distributeddebug.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.BitSet;
import java.util.Random;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The one-pass relations are those that looking at each pair of spans gives. */
class RelationsPropertyTest {
  @Property(tries = 300)
  void eachRelationIsThatOfItsPairs(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Random random = new Random(seed);
    Trace trace = trace(random, size);
    BitSet left = some(random, size);
    BitSet right = some(random, size);
    check(
        trace,
        left,
        right,
        Operator.GREATER,
        Operator.NOT_CHILD,
        Operator.UNION_CHILD,
        (one, other) -> trace.parent(other) == one);
    check(
        trace,
        left,
        right,
        Operator.DESCENDANT,
        Operator.NOT_DESCENDANT,
        Operator.UNION_DESCENDANT,
        trace::isAncestor);
    check(
        trace,
        left,
        right,
        Operator.LESS,
        Operator.NOT_PARENT,
        Operator.UNION_PARENT,
        (one, other) -> trace.parent(one) == other);
    check(
        trace,
        left,
        right,
        Operator.ANCESTOR,
        Operator.NOT_ANCESTOR,
        Operator.UNION_ANCESTOR,
        (one, other) -> trace.isAncestor(other, one));
    check(
        trace,
        left,
        right,
        Operator.SIBLING,
        Operator.MATCHES_NOT,
        Operator.UNION_SIBLING,
        (one, other) ->
            !one.equals(other)
                && trace.parent(one) >= 0
                && trace.parent(one) == trace.parent(other));
  }

  private static void check(
      Trace trace,
      BitSet left,
      BitSet right,
      Operator plain,
      Operator negation,
      Operator union,
      BiPredicate<Integer, Integer> holds) {
    BitSet found = new BitSet();
    BitSet partners = new BitSet();
    for (int one = 0; one < trace.size(); one++) {
      for (int other = 0; other < trace.size(); other++) {
        if (left.get(one) && right.get(other) && holds.test(one, other)) {
          found.set(other);
          partners.set(one);
        }
      }
    }
    assertThat(Relations.find(plain, trace, left, right)).as(plain.symbol()).isEqualTo(found);
    BitSet others = (BitSet) right.clone();
    others.andNot(found);
    assertThat(Relations.find(negation, trace, left, right)).isEqualTo(others);
    partners.or(found);
    assertThat(Relations.find(union, trace, left, right)).as(union.symbol()).isEqualTo(partners);
  }

  private static BitSet some(Random random, int size) {
    BitSet some = new BitSet();
    for (int i = 0; i < size; i++) {
      some.set(i, random.nextInt(3) == 0);
    }
    return some;
  }

  private static Trace trace(Random random, int size) {
    TraceBuilder builder = new TraceBuilder().start(1, 1);
    for (int i = 1; i <= size; i++) {
      long start = random.nextInt(50);
      builder.add(i, random.nextInt(i), start, start + random.nextInt(50)).by("s", "s-0");
    }
    return builder.build();
  }
}
