package io.distributeddebug.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Some spans of a trace.
 *
 * @param spans by their number in the trace
 * @param groups what {@code by(...)} found equal in all of them, the first asked first
 */
record Spanset(BitSet spans, List<Value> groups) {
  Spanset {
    groups = List.copyOf(groups);
  }

  static Spanset all(int size) {
    BitSet spans = new BitSet(size);
    spans.set(0, size);
    return new Spanset(spans, List.of());
  }

  Spanset with(BitSet fewer) {
    return new Spanset(fewer, groups);
  }

  Spanset in(Value group, BitSet members) {
    List<Value> all = new ArrayList<>(groups);
    all.add(group);
    return new Spanset(members, all);
  }

  int size() {
    return spans.cardinality();
  }

  static BitSet union(List<Spanset> spansets) {
    BitSet all = new BitSet();
    spansets.forEach(spanset -> all.or(spanset.spans));
    return all;
  }
}
