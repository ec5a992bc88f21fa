package io.distributeddebug.consistency.isolation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What is known of the commit order: transactions and edges between them, in arrays. An edge keeps
 * the read that shows it, or -1.
 */
final class CommitGraph {
  private static final int NONE = -1;
  private static final int MOST_STARTS = 200;

  private final int nodes;
  private int edges;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] witness = new int[64];
  private EdgeKind[] kind = new EdgeKind[64];

  private int[] firstOut = {};
  private int[] out = {};
  private int indexed = NONE;

  CommitGraph(int nodes) {
    this.nodes = nodes;
  }

  void add(int earlier, int later, EdgeKind why, int shownBy) {
    if (edges == from.length) {
      int capacity = edges * 2;
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
      witness = Arrays.copyOf(witness, capacity);
      kind = Arrays.copyOf(kind, capacity);
    }
    from[edges] = earlier;
    to[edges] = later;
    kind[edges] = why;
    witness[edges] = shownBy;
    edges++;
  }

  int nodes() {
    return nodes;
  }

  int edges() {
    return edges;
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  EdgeKind kind(int edge) {
    return kind[edge];
  }

  int witness(int edge) {
    return witness[edge];
  }

  /** Where the edges out of a node begin in {@link #out}. */
  int firstOut(int node) {
    index();
    return firstOut[node];
  }

  int endOfOut(int node) {
    return firstOut[node + 1];
  }

  /** The edge at a place between {@link #firstOut} and {@link #endOfOut}. */
  int out(int place) {
    return out[place];
  }

  private void index() {
    if (indexed == edges) {
      return;
    }
    firstOut = new int[nodes + 1];
    for (int e = 0; e < edges; e++) {
      firstOut[from[e] + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      firstOut[node + 1] += firstOut[node];
    }
    int[] next = Arrays.copyOf(firstOut, nodes);
    out = new int[edges];
    for (int e = 0; e < edges; e++) {
      out[next[from[e]]++] = e;
    }
    indexed = edges;
  }

  /**
   * The strongly connected component of each node, over some of the edges; components are numbered
   * in reverse topological order. R. Tarjan, 1972, without recursion.
   */
  int[] components(IntPredicate some) {
    index();
    int[] component = filled(nodes);
    int[] found = filled(nodes);
    int[] low = new int[nodes];
    int[] place = new int[nodes];
    IntList path = new IntList();
    IntList open = new IntList();
    int count = 0;
    int time = 0;
    for (int root = 0; root < nodes; root++) {
      if (found[root] != NONE) {
        continue;
      }
      path.add(root);
      while (path.size() > 0) {
        int node = path.get(path.size() - 1);
        if (found[node] == NONE) {
          found[node] = low[node] = time++;
          place[node] = firstOut[node];
          open.add(node);
        }
        int next = NONE;
        while (place[node] < firstOut[node + 1] && next == NONE) {
          int edge = out[place[node]++];
          int target = to[edge];
          if (some.test(edge) && component[target] == NONE) {
            if (found[target] == NONE) {
              next = target;
            } else {
              low[node] = Math.min(low[node], found[target]);
            }
          }
        }
        if (next != NONE) {
          path.add(next);
          continue;
        }
        path.removeLast();
        if (path.size() > 0) {
          int parent = path.get(path.size() - 1);
          low[parent] = Math.min(low[parent], low[node]);
        }
        if (low[node] == found[node]) {
          int member;
          do {
            member = open.get(open.size() - 1);
            open.removeLast();
            component[member] = count;
          } while (member != node);
          count++;
        }
      }
    }
    return component;
  }

  /** The edges of a cycle over some of the edges, a shortest one as far as it was looked for. */
  Optional<int[]> cycle(IntPredicate some) {
    int[] component = components(some);
    int[] best = null;
    int starts = 0;
    BitSet tried = new BitSet();
    for (int edge = 0; edge < edges && starts < MOST_STARTS; edge++) {
      int node = from[edge];
      if (some.test(edge) && component[node] == component[to[edge]] && !tried.get(node)) {
        tried.set(node);
        starts++;
        int[] cycle = path(node, node, e -> some.test(e) && component[to[e]] == component[node]);
        if (best == null || cycle.length < best.length) {
          best = cycle;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** The edges of a shortest path of one edge or more; empty where there is none. */
  int[] path(int start, int end, IntPredicate some) {
    index();
    int[] reachedBy = filled(nodes);
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(start);
    BitSet seen = new BitSet();
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int i = firstOut[node]; i < firstOut[node + 1]; i++) {
        int edge = out[i];
        if (!some.test(edge) || seen.get(to[edge])) {
          continue;
        }
        seen.set(to[edge]);
        reachedBy[to[edge]] = edge;
        if (to[edge] == end) {
          return backwards(reachedBy, start, end);
        }
        queue.add(to[edge]);
      }
    }
    return new int[0];
  }

  /** A shortest path on which there is a missed write (rw); empty where there is none. */
  int[] pathWithMissedWrite(int start, int end, IntPredicate some) {
    return layeredPath(start, end, 1, some, (layer, edge) -> kind[edge] == EdgeKind.RW ? 1 : layer);
  }

  /**
   * A path on which no two missed writes (rw) follow each other, and that neither begins nor ends
   * with one; empty where there is none. It may pass a node twice: once behind a missed write and
   * once behind something else.
   */
  int[] alternatingPath(int start, int end, IntPredicate some) {
    return layeredPath(
        start,
        end,
        0,
        some,
        (layer, edge) -> kind[edge] == EdgeKind.RW ? (layer == 1 ? NONE : 1) : 0);
  }

  /** From one layer to another by an edge; {@link #NONE}: not by this one. */
  private interface Step {
    int from(int layer, int edge);
  }

  /**
   * A shortest path through two layers of the graph. The path that has to end in layer 0 starts in
   * layer 1, and the other way round.
   */
  private int[] layeredPath(int start, int end, int endLayer, IntPredicate some, Step step) {
    index();
    int[] reachedBy = filled(2 * nodes);
    int[] cameFrom = new int[2 * nodes];
    int beginning = 2 * start + (1 - endLayer);
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(beginning);
    while (!queue.isEmpty()) {
      int place = queue.remove();
      for (int i = firstOut[place >> 1]; i < firstOut[(place >> 1) + 1]; i++) {
        int edge = out[i];
        int layer = step.from(place & 1, edge);
        int next = 2 * to[edge] + layer;
        if (layer == NONE || reachedBy[next] != NONE || !some.test(edge)) {
          continue;
        }
        reachedBy[next] = edge;
        cameFrom[next] = place;
        if (next == 2 * end + endLayer) {
          IntList reversed = new IntList();
          for (int at = next; reversed.size() == 0 || at != beginning; at = cameFrom[at]) {
            reversed.add(reachedBy[at]);
          }
          return reversed.reversed();
        }
        queue.add(next);
      }
    }
    return new int[0];
  }

  private int[] backwards(int[] reachedBy, int start, int end) {
    IntList reversed = new IntList();
    int node = end;
    do {
      reversed.add(reachedBy[node]);
      node = from[reachedBy[node]];
    } while (node != start);
    return reversed.reversed();
  }

  private static int[] filled(int length) {
    int[] array = new int[length];
    Arrays.fill(array, NONE);
    return array;
  }
}
