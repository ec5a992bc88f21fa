package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;
import java.util.Arrays;

/**
 * Makes a tree of spans in any order. Works on ranks: the position in the order of {@link
 * Columns#compare}, which is the same whatever order the spans arrived in. Linear but for the sort;
 * no recursion, no object a span.
 */
final class Assembly {
  private static final int NONE = -1;

  private final Columns columns;

  /** Row of each rank, identical repeats left out. */
  private final int[] rows;

  private final int duplicates;
  private final int[] parents;
  private final int[] flags;
  private final IdTable ids;
  private int missingParents;

  Assembly(Columns columns, int size) {
    this.columns = columns;
    int[] sorted = SpanOrder.sort(columns, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || columns.compare(sorted[i], sorted[distinct - 1]) != 0) {
        sorted[distinct++] = sorted[i];
      }
    }
    rows = distinct == size ? sorted : Arrays.copyOf(sorted, distinct);
    duplicates = size - distinct;
    parents = new int[distinct];
    flags = new int[distinct];
    ids = new IdTable(distinct);
  }

  Trace trace(long idHigh, long idLow, long cutOff) {
    Arrays.fill(parents, NONE);
    registerIds();
    boolean detached = findParents();
    detached |= cutCycles();
    if (detached) {
      attach();
    }
    return numbered(idHigh, idLow, cutOff);
  }

  /** Children of an id that two spans share belong to the server's half, which is the inner one. */
  private void registerIds() {
    for (int rank = 0; rank < rows.length; rank++) {
      long id = columns.spanIds[rows[rank]];
      if (columns.ends[rows[rank]] < columns.starts[rows[rank]]) {
        flags[rank] |= SpanFlag.NEGATIVE_DURATION.bit();
      }
      int holder = ids.find(id);
      if (holder == NONE) {
        ids.put(id, rank);
      } else if (isPair(holder, rank)) {
        parents[rank] = holder;
        flags[rank] |= SpanFlag.SHARED_ID.bit();
        ids.put(id, rank);
      } else if (isPair(rank, holder)) {
        parents[holder] = rank;
        flags[holder] |= SpanFlag.SHARED_ID.bit();
      } else {
        flags[rank] |= SpanFlag.CONFLICTING_ID.bit();
        flags[holder] |= SpanFlag.CONFLICTING_ID.bit();
      }
    }
  }

  private boolean isPair(int caller, int callee) {
    SpanKind out = columns.kind(rows[caller]);
    SpanKind in = columns.kind(rows[callee]);
    return ((out == SpanKind.CLIENT && in == SpanKind.SERVER)
            || (out == SpanKind.PRODUCER && in == SpanKind.CONSUMER))
        && (flags[callee] & SpanFlag.SHARED_ID.bit()) == 0;
  }

  private boolean findParents() {
    boolean orphans = false;
    IdTable missing = new IdTable(16);
    for (int rank = 0; rank < rows.length; rank++) {
      long parentId = columns.parentSpanIds[rows[rank]];
      if (parentId == 0 || parents[rank] != NONE) {
        continue;
      }
      int parent = ids.find(parentId);
      if (parent != NONE) {
        parents[rank] = parent;
        continue;
      }
      flags[rank] |= SpanFlag.ORPHAN.bit();
      orphans = true;
      if (missing.find(parentId) == NONE) {
        missing.put(parentId, rank);
        missingParents++;
      }
    }
    return orphans;
  }

  /** Walks up from each span once; a walk that meets itself has found a circle. */
  private boolean cutCycles() {
    boolean cut = false;
    int[] walkOf = new int[rows.length];
    for (int from = 0; from < rows.length; from++) {
      int at = from;
      while (at != NONE && walkOf[at] == 0) {
        walkOf[at] = from + 1;
        at = parents[at];
      }
      if (at != NONE && walkOf[at] == from + 1) {
        int first = at;
        for (int next = parents[at]; next != at; next = parents[next]) {
          first = Math.min(first, next);
        }
        parents[first] = NONE;
        flags[first] |= SpanFlag.CYCLE.bit();
        cut = true;
      }
    }
    return cut;
  }

  private boolean isOrphan(int rank) {
    return (flags[rank] & SpanFlag.ORPHAN.bit()) != 0;
  }

  private boolean isDetached(int rank) {
    return parents[rank] == NONE && (isOrphan(rank) || (flags[rank] & SpanFlag.CYCLE.bit()) != 0);
  }

  /**
   * Gives each detached subtree the span that started last among those that enclose it in time; all
   * subtrees that miss the same parent go to the same place. Where none encloses them: the root. A
   * trace whose root is missing keeps the earliest subtree as its root, and the others that it does
   * not enclose, or that miss the same parent, as roots beside it.
   */
  private void attach() {
    int root = NONE;
    for (int rank = 0; rank < rows.length && root == NONE; rank++) {
      if (parents[rank] == NONE && !isDetached(rank)) {
        root = rank;
      }
    }
    boolean rooted = root != NONE;
    int standIn = rooted ? NONE : firstDetached();
    boolean[] placed = placed(standIn);
    long[] groupEnds = groupEnds();
    int[] inferred = new int[rows.length];
    Arrays.fill(inferred, NONE);
    IdTable places = new IdTable(16);
    int[] enclosing = new int[rows.length];
    int height = 0;
    for (int rank = 0; rank < rows.length; rank++) {
      if (placed[rank]) {
        // A span that started later and ends no earlier takes the place of those before it.
        while (height > 0 && stop(enclosing[height - 1]) <= stop(rank)) {
          height--;
        }
        enclosing[height++] = rank;
      } else if (isDetached(rank)) {
        long missingId = columns.parentSpanIds[rows[rank]];
        boolean orphan = isOrphan(rank);
        if (orphan
            && standIn != NONE
            && isOrphan(standIn)
            && columns.parentSpanIds[rows[standIn]] == missingId) {
          continue;
        }
        int place = orphan ? places.find(missingId) : NONE;
        if (place == NONE) {
          place = innermost(enclosing, height, groupEnds[rank]);
          place = place == NONE && rooted ? root : place;
          if (orphan && place != NONE) {
            places.put(missingId, place);
          }
        }
        inferred[rank] = place;
      }
    }
    for (int rank = 0; rank < rows.length; rank++) {
      if (inferred[rank] != NONE) {
        parents[rank] = inferred[rank];
      }
    }
  }

  /** True for what hangs on a root; {@code standIn} is taken for one. */
  private boolean[] placed(int standIn) {
    byte[] known = new byte[rows.length]; // 1 placed, 2 not
    for (int from = 0; from < rows.length; from++) {
      int at = from;
      while (known[at] == 0 && parents[at] != NONE) {
        at = parents[at];
      }
      byte verdict = known[at];
      if (verdict == 0) {
        verdict = (byte) (isDetached(at) && at != standIn ? 2 : 1);
      }
      for (int mark = from; mark != NONE && known[mark] == 0; mark = parents[mark]) {
        known[mark] = verdict;
      }
    }
    boolean[] placed = new boolean[rows.length];
    for (int rank = 0; rank < rows.length; rank++) {
      placed[rank] = known[rank] == 1;
    }
    return placed;
  }

  private int firstDetached() {
    int rank = 0;
    while (!isDetached(rank)) {
      rank++;
    }
    return rank;
  }

  /** For each detached span, when the last of those that miss the same parent ends. */
  private long[] groupEnds() {
    long[] ends = new long[rows.length];
    IdTable firsts = new IdTable(16);
    for (int rank = 0; rank < rows.length; rank++) {
      ends[rank] = stop(rank);
      if (parents[rank] == NONE && isOrphan(rank)) {
        long missingId = columns.parentSpanIds[rows[rank]];
        int first = firsts.find(missingId);
        if (first == NONE) {
          firsts.put(missingId, rank);
        } else {
          ends[first] = Math.max(ends[first], ends[rank]);
        }
      }
    }
    return ends;
  }

  private int innermost(int[] enclosing, int height, long end) {
    int low = 0;
    int high = height;
    while (low < high) { // ends fall from the bottom of the stack to its top
      int middle = (low + high) >>> 1;
      if (stop(enclosing[middle]) >= end) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? NONE : enclosing[low - 1];
  }

  private long stop(int rank) {
    return Math.max(columns.starts[rows[rank]], columns.ends[rows[rank]]);
  }

  /** Numbers the spans in pre-order: roots first by whether they are real, then by rank. */
  private Trace numbered(long idHigh, long idLow, long cutOff) {
    int size = rows.length;
    int[] firstChild = new int[size];
    int[] nextSibling = new int[size];
    Arrays.fill(firstChild, NONE);
    int firstRoot = NONE;
    for (int pass = 0; pass < 2; pass++) { // what is linked later stands in front
      for (int rank = size - 1; rank >= 0; rank--) {
        boolean root = parents[rank] == NONE;
        if (root && isDetached(rank) == (pass == 0)) {
          nextSibling[rank] = firstRoot;
          firstRoot = rank;
        } else if (!root && pass == 0) {
          nextSibling[rank] = firstChild[parents[rank]];
          firstChild[parents[rank]] = rank;
        }
      }
    }
    int[] ordered = new int[size];
    int[] newParents = new int[size];
    int[] newFlags = new int[size];
    int[] numberOf = new int[size];
    int count = 0;
    for (int at = firstRoot; at != NONE; ) {
      numberOf[at] = count;
      ordered[count] = rows[at];
      newParents[count] = parents[at] == NONE ? NONE : numberOf[parents[at]];
      newFlags[count] = flags[at];
      if (parents[at] == NONE && count > 0) {
        newFlags[count] |= SpanFlag.EXTRA_ROOT.bit();
      }
      count++;
      int next = firstChild[at];
      while (next == NONE && at != NONE) {
        next = nextSibling[at];
        at = parents[at];
      }
      at = next;
    }
    if (count != size) {
      throw new IllegalStateException("Numbered " + count + " of " + size + " spans");
    }
    return new Trace(
        idHigh,
        idLow,
        columns.inOrder(ordered),
        ordered,
        newParents,
        newFlags,
        missingParents,
        duplicates,
        cutOff);
  }
}
