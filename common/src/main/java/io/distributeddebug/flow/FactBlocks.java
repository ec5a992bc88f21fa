package io.distributeddebug.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over runs of slices, kept for reuse: a window is put together from few long blocks instead
 * of many slices. As tallies merge exactly, the result is the same whichever blocks are taken.
 */
final class FactBlocks {
  /** How many blocks of the level below make one. */
  private static final int[] FANOUT = {1, 6, 5, 6};

  private final Map<Integer, Map<FactKey, Tally>> slices = new HashMap<>();
  private final int first;
  private final int last;
  private final List<Map<Integer, Map<FactKey, Tally>>> levels = new ArrayList<>();
  private final int[] width = new int[FANOUT.length];

  /**
   * @param tallies at least one
   */
  FactBlocks(Map<FactKey, TalliesBySlice> tallies) {
    tallies.forEach(
        (key, bySlice) -> {
          for (int i = 0; i < bySlice.size(); i++) {
            slices
                .computeIfAbsent(bySlice.slice(i), s -> new HashMap<>())
                .put(key, bySlice.tally(i));
          }
        });
    first = Collections.min(slices.keySet());
    last = Collections.max(slices.keySet());
    int slicesInBlock = 1;
    for (int level = 0; level < FANOUT.length; level++) {
      slicesInBlock *= FANOUT[level];
      width[level] = slicesInBlock;
      levels.add(new HashMap<>());
    }
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /** Adds all slices from one, included, to another, excluded. */
  void addTo(Facts.Sum sum, int from, int to) {
    int at = from;
    while (at < to) {
      int level = FANOUT.length - 1;
      while (level > 0 && (Math.floorMod(at, width[level]) != 0 || at + width[level] > to)) {
        level--;
      }
      block(level, at).forEach(sum::add);
      at += width[level];
    }
  }

  private Map<FactKey, Tally> block(int level, int from) {
    if (level == 0) {
      return slices.getOrDefault(from, Map.of());
    }
    Map<FactKey, Tally> known = levels.get(level).get(from);
    if (known != null) {
      return known;
    }
    Map<FactKey, Tally> sum = new HashMap<>();
    for (int part = from; part < from + width[level]; part += width[level - 1]) {
      block(level - 1, part)
          .forEach((key, tally) -> sum.computeIfAbsent(key, k -> new Tally()).merge(tally));
    }
    levels.get(level).put(from, sum);
    return sum;
  }
}
