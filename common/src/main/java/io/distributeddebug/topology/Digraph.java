package io.distributeddebug.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who calls whom, as numbers: nodes in the order of their names. Repeated edges count once, edges
 * of a node to itself not at all. All answers are linear or, where said, linear a node.
 */
final class Digraph {
  static final int NONE = -1;

  final String[] names;
  final int[][] callees;
  final int[][] callers;

  private Digraph(String[] names, int[][] callees, int[][] callers) {
    this.names = names;
    this.callees = callees;
    this.callers = callers;
  }

  /** An edge, by names. */
  record Arc(String from, String to) {}

  static Digraph of(Collection<String> nodes, Collection<Arc> arcs) {
    TreeSet<String> all = new TreeSet<>(nodes);
    arcs.forEach(
        arc -> {
          all.add(arc.from());
          all.add(arc.to());
        });
    String[] names = all.toArray(String[]::new);
    SortedMap<Integer, Set<Integer>> out = new TreeMap<>();
    SortedMap<Integer, Set<Integer>> in = new TreeMap<>();
    for (Arc arc : arcs) {
      int from = Arrays.binarySearch(names, arc.from());
      int to = Arrays.binarySearch(names, arc.to());
      if (from != to) {
        out.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
        in.computeIfAbsent(to, key -> new TreeSet<>()).add(from);
      }
    }
    return new Digraph(names, arrays(names.length, out), arrays(names.length, in));
  }

  private static int[][] arrays(int size, SortedMap<Integer, Set<Integer>> neighbours) {
    int[][] arrays = new int[size][];
    for (int node = 0; node < size; node++) {
      arrays[node] =
          neighbours.getOrDefault(node, new TreeSet<>()).stream().mapToInt(i -> i).toArray();
    }
    return arrays;
  }

  int size() {
    return names.length;
  }

  /**
   * Where requests enter: what nobody calls, and, of a circle that nobody outside calls, the first
   * by name.
   */
  int[] entries() {
    boolean[] reached = new boolean[size()];
    List<Integer> entries = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int node = 0; node < size(); node++) {
        if (!reached[node] && (pass == 1 || callers[node].length == 0)) {
          entries.add(node);
          mark(node, reached);
        }
      }
    }
    return entries.stream().mapToInt(i -> i).sorted().toArray();
  }

  private void mark(int from, boolean[] reached) {
    int[] stack = new int[size()];
    int height = 0;
    stack[height++] = from;
    reached[from] = true;
    while (height > 0) {
      for (int next : callees[stack[--height]]) {
        if (!reached[next]) {
          reached[next] = true;
          stack[height++] = next;
        }
      }
    }
  }

  /** Fewest calls from where requests enter. */
  int[] depths() {
    int[] depths = new int[size()];
    Arrays.fill(depths, NONE);
    int[] queue = new int[size()];
    int tail = 0;
    for (int entry : entries()) {
      depths[entry] = 0;
      queue[tail++] = entry;
    }
    for (int head = 0; head < tail; head++) {
      for (int next : callees[queue[head]]) {
        if (depths[next] == NONE) {
          depths[next] = depths[queue[head]] + 1;
          queue[tail++] = next;
        }
      }
    }
    return depths;
  }

  /**
   * The node that all ways from the entries to a node lead through, the one nearest to it; {@link
   * #NONE} where there is none (Cooper, Harvey and Kennedy, A Simple, Fast Dominance Algorithm).
   */
  int[] immediateDominators() {
    int root = size(); // above all entries
    int[] order = postOrder();
    int[] rank = new int[size() + 1]; // greater is nearer to the root
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
    }
    rank[root] = order.length;
    int[] dominators = new int[size() + 1];
    Arrays.fill(dominators, NONE);
    dominators[root] = root;
    for (int entry : entries()) {
      dominators[entry] = root;
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = order.length - 1; i >= 0; i--) {
        int node = order[i];
        if (dominators[node] == root) {
          continue;
        }
        int common = NONE;
        for (int caller : callers[node]) {
          if (dominators[caller] != NONE) {
            common = common == NONE ? caller : meet(common, caller, dominators, rank);
          }
        }
        if (common != dominators[node]) {
          dominators[node] = common;
          changed = true;
        }
      }
    }
    int[] known = Arrays.copyOf(dominators, size());
    for (int node = 0; node < size(); node++) {
      known[node] = known[node] == root ? NONE : known[node];
    }
    return known;
  }

  private static int meet(int one, int other, int[] dominators, int[] rank) {
    int a = one;
    int b = other;
    while (a != b) {
      while (rank[a] < rank[b]) {
        a = dominators[a];
      }
      while (rank[b] < rank[a]) {
        b = dominators[b];
      }
    }
    return a;
  }

  /** Each node after all that are first reached through it, from the entries on. */
  private int[] postOrder() {
    int[] order = new int[size()];
    boolean[] seen = new boolean[size()];
    int[] next = new int[size()];
    int[] stack = new int[size()];
    int count = 0;
    for (int entry : entries()) {
      int height = 0;
      if (!seen[entry]) {
        seen[entry] = true;
        stack[height++] = entry;
      }
      while (height > 0) {
        int node = stack[height - 1];
        if (next[node] < callees[node].length) {
          int callee = callees[node][next[node]++];
          if (!seen[callee]) {
            seen[callee] = true;
            stack[height++] = callee;
          }
        } else {
          order[count++] = node;
          height--;
        }
      }
    }
    return order;
  }

  /**
   * On how many shortest ways between two others each node lies, several of a pair in shares
   * (Brandes, A Faster Algorithm for Betweenness Centrality). Linear a node.
   */
  double[] betweenness() {
    double[] betweenness = new double[size()];
    for (int source = 0; source < size(); source++) {
      int[] distance = new int[size()];
      double[] ways = new double[size()];
      double[] share = new double[size()];
      int[] queue = new int[size()];
      Arrays.fill(distance, NONE);
      distance[source] = 0;
      ways[source] = 1;
      queue[0] = source;
      int tail = 1;
      for (int head = 0; head < tail; head++) {
        int node = queue[head];
        for (int next : callees[node]) {
          if (distance[next] == NONE) {
            distance[next] = distance[node] + 1;
            queue[tail++] = next;
          }
          if (distance[next] == distance[node] + 1) {
            ways[next] += ways[node];
          }
        }
      }
      for (int i = tail - 1; i > 0; i--) {
        int node = queue[i];
        for (int caller : callers[node]) {
          if (distance[caller] != NONE && distance[caller] == distance[node] - 1) {
            share[caller] += ways[caller] / ways[node] * (1 + share[node]);
          }
        }
        betweenness[node] += share[node];
      }
    }
    return betweenness;
  }

  /**
   * Nodes without which what hangs together, whoever calls whom, falls apart (Hopcroft and Tarjan).
   */
  boolean[] articulationPoints() {
    boolean[] cuts = new boolean[size()];
    int[] number = new int[size()];
    int[] lowest = new int[size()];
    int[] parents = new int[size()];
    int[] next = new int[size()];
    int[] stack = new int[size()];
    int count = 0;
    for (int root = 0; root < size(); root++) {
      if (number[root] != 0) {
        continue;
      }
      int below = 0; // subtrees of the root
      int height = 0;
      stack[height++] = root;
      parents[root] = NONE;
      lowest[root] = number[root] = ++count;
      while (height > 0) {
        int node = stack[height - 1];
        if (next[node] < callees[node].length + callers[node].length) {
          int other = neighbour(node, next[node]++);
          if (number[other] == 0) {
            parents[other] = node;
            lowest[other] = number[other] = ++count;
            below += node == root ? 1 : 0;
            stack[height++] = other;
          } else if (other != parents[node]) {
            lowest[node] = Math.min(lowest[node], number[other]);
          }
        } else {
          height--;
          int parent = parents[node];
          if (parent != NONE) {
            lowest[parent] = Math.min(lowest[parent], lowest[node]);
            cuts[parent] |= parent != root && lowest[node] >= number[parent];
          }
        }
      }
      cuts[root] = below > 1;
    }
    return cuts;
  }

  private int neighbour(int node, int at) {
    int out = callees[node].length;
    return at < out ? callees[node][at] : callers[node][at - out];
  }

  /**
   * Of each group of nodes that call each other in a circle, a shortest circle through its first
   * node, callers first (Kosaraju and Sharir for the groups).
   */
  List<int[]> circles() {
    int[] group = new int[size()];
    Arrays.fill(group, NONE);
    int[] order = postOrder();
    List<int[]> circles = new ArrayList<>();
    for (int i = order.length - 1; i >= 0; i--) {
      int first = order[i];
      if (group[first] == NONE) {
        int least = collect(first, group);
        int[] circle = shortestCircle(least, group);
        if (circle.length > 0) {
          circles.add(circle);
        }
      }
    }
    circles.sort((one, other) -> Integer.compare(one[0], other[0]));
    return circles;
  }

  /** Gives all that call the node, and are in no group yet, its group; the first of them. */
  private int collect(int node, int[] group) {
    int[] stack = new int[size()];
    int height = 0;
    stack[height++] = node;
    group[node] = node;
    int least = node;
    while (height > 0) {
      for (int caller : callers[stack[--height]]) {
        if (group[caller] == NONE) {
          group[caller] = node;
          least = Math.min(least, caller);
          stack[height++] = caller;
        }
      }
    }
    return least;
  }

  private int[] shortestCircle(int start, int[] group) {
    int[] cameFrom = new int[size()];
    Arrays.fill(cameFrom, NONE);
    int[] queue = new int[size()];
    queue[0] = start;
    int tail = 1;
    for (int head = 0; head < tail; head++) {
      for (int next : callees[queue[head]]) {
        if (next == start) {
          List<Integer> way = new ArrayList<>();
          for (int at = queue[head]; at != start; at = cameFrom[at]) {
            way.add(0, at);
          }
          way.add(0, start);
          return way.stream().mapToInt(i -> i).toArray();
        }
        if (group[next] == group[start] && cameFrom[next] == NONE) {
          cameFrom[next] = queue[head];
          queue[tail++] = next;
        }
      }
    }
    return new int[0];
  }
}
