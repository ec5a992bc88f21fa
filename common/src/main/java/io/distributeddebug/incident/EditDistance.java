package io.distributeddebug.incident;

/**
 * Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions,
 * deletions, substitutions and swaps of neighbours, no part edited twice.
 */
final class EditDistance {
  /** The distance, or {@code limit + 1} where it is larger than the limit. */
  static int between(String a, String b, int limit) {
    int n = a.length();
    int m = b.length();
    if (Math.abs(n - m) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[m + 1];
    int[] last = new int[m + 1];
    int[] current = new int[m + 1];
    for (int j = 0; j <= m; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= n; i++) {
      current[0] = i;
      int best = i;
      for (int j = 1; j <= m; j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int edits = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits = Math.min(edits, beforeLast[j - 2] + 1);
        }
        current[j] = edits;
        best = Math.min(best, edits);
      }
      if (best > limit) {
        return limit + 1;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = current;
      current = spare;
    }
    return Math.min(last[m], limit + 1);
  }

  private EditDistance() {}
}
