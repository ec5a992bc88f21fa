package io.distributeddebug.query;

import io.distributeddebug.trace.Trace;
import java.util.BitSet;

/**
 * Which spans of one set stand in which place of the tree to those of another, in one pass each.
 */
final class Relations {
  private final Trace trace;
  private final BitSet right;

  private Relations(Trace trace, BitSet right) {
    this.trace = trace;
    this.right = right;
  }

  /**
   * The spans of the right side that the relation holds for, of its negation those it does not hold
   * for; of a union also the partners on the left side.
   */
  static BitSet find(Operator operator, Trace trace, BitSet left, BitSet right) {
    Relations to = new Relations(trace, right);
    return switch (operator) {
      case GREATER -> to.childrenOf(left, right);
      case DESCENDANT -> to.descendantsOf(left, right);
      case LESS -> to.parentsOf(left, right);
      case ANCESTOR -> to.ancestorsOf(left, right);
      case SIBLING -> to.siblingsOf(left, right);
      case NOT_CHILD -> to.others(to.childrenOf(left, right));
      case NOT_DESCENDANT -> to.others(to.descendantsOf(left, right));
      case NOT_PARENT -> to.others(to.parentsOf(left, right));
      case NOT_ANCESTOR -> to.others(to.ancestorsOf(left, right));
      case MATCHES_NOT -> to.others(to.siblingsOf(left, right));
      case UNION_CHILD -> or(to.childrenOf(left, right), to.parentsOf(right, left));
      case UNION_DESCENDANT -> or(to.descendantsOf(left, right), to.ancestorsOf(right, left));
      case UNION_PARENT -> or(to.parentsOf(left, right), to.childrenOf(right, left));
      case UNION_ANCESTOR -> or(to.ancestorsOf(left, right), to.descendantsOf(right, left));
      case UNION_SIBLING -> or(to.siblingsOf(left, right), to.siblingsOf(right, left));
      default -> throw new IllegalArgumentException("Not a relation: " + operator);
    };
  }

  private static BitSet or(BitSet one, BitSet other) {
    one.or(other);
    return one;
  }

  private BitSet others(BitSet found) {
    BitSet others = (BitSet) right.clone();
    others.andNot(found);
    return others;
  }

  private BitSet childrenOf(BitSet parents, BitSet candidates) {
    BitSet found = new BitSet();
    for (int span = next(candidates, 0); span >= 0; span = next(candidates, span + 1)) {
      int parent = trace.parent(span);
      if (parent >= 0 && parents.get(parent)) {
        found.set(span);
      }
    }
    return found;
  }

  private BitSet parentsOf(BitSet children, BitSet candidates) {
    BitSet found = new BitSet();
    for (int span = next(children, 0); span >= 0; span = next(children, span + 1)) {
      int parent = trace.parent(span);
      if (parent >= 0 && candidates.get(parent)) {
        found.set(parent);
      }
    }
    return found;
  }

  /** Subtrees lie without gaps: one bound tells whether a span is below any of the ancestors. */
  private BitSet descendantsOf(BitSet ancestors, BitSet candidates) {
    BitSet found = new BitSet();
    int below = 0;
    for (int span = 0; span < trace.size(); span++) {
      if (span < below && candidates.get(span)) {
        found.set(span);
      }
      if (ancestors.get(span)) {
        below = Math.max(below, trace.subtreeEnd(span));
      }
    }
    return found;
  }

  private BitSet ancestorsOf(BitSet descendants, BitSet candidates) {
    BitSet found = new BitSet();
    for (int span = next(candidates, 0); span >= 0; span = next(candidates, span + 1)) {
      int first = next(descendants, span + 1);
      if (first >= 0 && first < trace.subtreeEnd(span)) {
        found.set(span);
      }
    }
    return found;
  }

  /** Roots are nobody's siblings: what called them is not known to be the same. */
  private BitSet siblingsOf(BitSet siblings, BitSet candidates) {
    int[] count = new int[trace.size()];
    for (int span = next(siblings, 0); span >= 0; span = next(siblings, span + 1)) {
      if (trace.parent(span) >= 0) {
        count[trace.parent(span)]++;
      }
    }
    BitSet found = new BitSet();
    for (int span = next(candidates, 0); span >= 0; span = next(candidates, span + 1)) {
      int parent = trace.parent(span);
      if (parent >= 0 && count[parent] - (siblings.get(span) ? 1 : 0) > 0) {
        found.set(span);
      }
    }
    return found;
  }

  private static int next(BitSet set, int from) {
    return set.nextSetBit(from);
  }
}
