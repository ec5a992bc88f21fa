package io.distributeddebug.consistency.isolation;

import java.util.function.IntUnaryOperator;

/** The edges of a graph by the node that they leave, in arrays. */
final class Successors {
  private final int[] first;
  private final int[] out;
  private final int[] incoming;

  Successors(int nodes, int edges, IntUnaryOperator from, IntUnaryOperator to) {
    first = new int[nodes + 1];
    incoming = new int[nodes];
    for (int e = 0; e < edges; e++) {
      first[from.applyAsInt(e) + 1]++;
      incoming[to.applyAsInt(e)]++;
    }
    for (int node = 0; node < nodes; node++) {
      first[node + 1] += first[node];
    }
    int[] next = first.clone();
    out = new int[edges];
    for (int e = 0; e < edges; e++) {
      out[next[from.applyAsInt(e)]++] = to.applyAsInt(e);
    }
  }

  /** Where the successors of a node begin. */
  int first(int node) {
    return first[node];
  }

  int end(int node) {
    return first[node + 1];
  }

  int successor(int place) {
    return out[place];
  }

  /** How many edges lead to each node; a copy. */
  int[] incoming() {
    return incoming.clone();
  }

  /** The nodes in topological order, as far as there is one: those on cycles are left out. */
  int[] topological() {
    int[] waitingFor = incoming();
    IntList ready = new IntList();
    for (int node = 0; node < waitingFor.length; node++) {
      if (waitingFor[node] == 0) {
        ready.add(node);
      }
    }
    for (int done = 0; done < ready.size(); done++) {
      int node = ready.get(done);
      for (int i = first[node]; i < first[node + 1]; i++) {
        if (--waitingFor[out[i]] == 0) {
          ready.add(out[i]);
        }
      }
    }
    return ready.toArray();
  }
}
