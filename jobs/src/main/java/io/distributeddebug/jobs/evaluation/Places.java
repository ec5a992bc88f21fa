package io.distributeddebug.jobs.evaluation;

import java.util.List;

/** Counts in how many cases the right service was among the first one, three and five. */
final class Places {
  private final int[] within = new int[3];
  private int cases;

  void add(List<String> ranked, String right) {
    int place = ranked.indexOf(right);
    cases++;
    for (int i = 0; i < within.length; i++) {
      within[i] += place >= 0 && place < 2 * i + 1 ? 1 : 0;
    }
  }

  @Override
  public String toString() {
    return "%d/%d/%d of %d".formatted(within[0], within[1], within[2], cases);
  }
}
