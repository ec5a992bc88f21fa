package io.distributeddebug.consistency.isolation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The classes of cycles, the worst first. A. Adya, Weak consistency, 1999; K. Kingsbury and P.
 * Alvaro, Elle, 2020.
 */
enum CycleClass {
  /** Dirty writes: two transactions each overwrote the other. */
  G0("Each overwrote the other:"),
  /** Circular information flow: each has read, or overwritten, what the other wrote. */
  G1C("Each has seen, or overwritten, the other's writes:"),
  /** Read skew: one saw a part of the other's writes and missed another part. */
  G_SINGLE("One of them missed what a later one wrote, and yet depends on it:"),
  /** Two missed writes or more, and something seen between any two of them. */
  G_NONADJACENT("Missed writes, each with something seen in between:"),
  /** Two missed writes or more in a circle. */
  G2_ITEM("Each missed what another wrote:");

  private final String meaning;

  CycleClass(String meaning) {
    this.meaning = meaning;
  }

  /** As Elle writes it. */
  String word() {
    return switch (this) {
      case G0 -> "G0";
      case G1C -> "G1c";
      case G_SINGLE -> "G-single";
      case G_NONADJACENT -> "G-nonadjacent";
      case G2_ITEM -> "G2-item";
    };
  }

  /** Its plain name where every cycle of this class has it; else empty. */
  String pattern() {
    return switch (this) {
      case G0 -> "dirty-write";
      case G_SINGLE -> "read-skew";
      case G1C, G_NONADJACENT, G2_ITEM -> "";
    };
  }

  String meaning() {
    return meaning;
  }

  /** Whether snapshot isolation rules it out: no two missed writes stand next to each other. */
  boolean breaksSnapshotIsolation() {
    return this != G2_ITEM;
  }

  /** The edges of a shortest cycle of this class that begins with the given edge. */
  Optional<int[]> cycleThrough(CommitGraph graph, int edge, IntPredicate among) {
    Set<EdgeKind> order = EnumSet.of(EdgeKind.SESSION, EdgeKind.REAL_TIME, EdgeKind.WW);
    EdgeKind kind = graph.kind(edge);
    int[] rest =
        switch (this) {
          case G0 ->
              kind == EdgeKind.WW
                  ? path(graph, edge, e -> among.test(e) && order.contains(graph.kind(e)))
                  : NONE;
          case G1C ->
              kind == EdgeKind.WR
                  ? path(graph, edge, e -> among.test(e) && graph.kind(e) != EdgeKind.RW)
                  : NONE;
          case G_SINGLE ->
              kind == EdgeKind.RW
                  ? path(graph, edge, e -> among.test(e) && graph.kind(e) != EdgeKind.RW)
                  : NONE;
          case G_NONADJACENT ->
              kind == EdgeKind.RW
                  ? graph.alternatingPath(graph.to(edge), graph.from(edge), among)
                  : NONE;
          case G2_ITEM ->
              kind == EdgeKind.RW
                  ? graph.pathWithMissedWrite(graph.to(edge), graph.from(edge), among)
                  : NONE;
        };
    if (rest.length == 0) {
      return Optional.empty();
    }
    int[] cycle = new int[rest.length + 1];
    cycle[0] = edge;
    System.arraycopy(rest, 0, cycle, 1, rest.length);
    return isOfThisClass(graph, cycle) ? Optional.of(cycle) : Optional.empty();
  }

  /** A walk that passes a transaction twice is made of shorter cycles. */
  private boolean isOfThisClass(CommitGraph graph, int[] cycle) {
    long missed = Arrays.stream(cycle).filter(e -> graph.kind(e) == EdgeKind.RW).count();
    long nodes = Arrays.stream(cycle).map(graph::from).distinct().count();
    return nodes == cycle.length && (this != G_NONADJACENT || missed > 1);
  }

  private static final int[] NONE = {};

  private static int[] path(CommitGraph graph, int edge, IntPredicate some) {
    return graph.path(graph.to(edge), graph.from(edge), some);
  }

  /** The name of a cycle: with what else than data it needs. */
  static String named(CycleClass type, CommitGraph graph, int[] cycle) {
    boolean session = false;
    boolean realTime = false;
    for (int edge : cycle) {
      session |= graph.kind(edge) == EdgeKind.SESSION;
      realTime |= graph.kind(edge) == EdgeKind.REAL_TIME;
    }
    return type.word() + (realTime ? "-realtime" : session ? "-process" : "");
  }

  @Override
  public String toString() {
    return word().toLowerCase(Locale.ROOT);
  }
}
