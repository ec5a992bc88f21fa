package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DigraphTest {
  //    web -> cart -> stock -> db
  //       \-> pay ---/     \-> mail
  private static final Digraph SHOP =
      drawn("web>cart web>pay cart>stock pay>stock stock>db stock>mail");

  @Test
  void whatAllWaysLeadThroughIsADominator() {
    assertThat(dominators(SHOP))
        .isEqualTo("cart<web db<stock mail<stock pay<web stock<web web<nobody");
  }

  @Test
  void whatHoldsTheRestTogetherIsAnArticulationPoint() {
    assertThat(named(SHOP, SHOP.articulationPoints())).containsExactly("stock");
  }

  @Test
  void depthIsTheFewestCallsFromTheEntry() {
    assertThat(SHOP.depths()).as("cart db mail pay stock web").containsExactly(1, 3, 3, 1, 2, 0);
  }

  @Test
  void ofACircleThatNobodyEntersTheFirstIsTheEntry() {
    Digraph circle = drawn("b>c c>a a>b x>y");
    assertThat(circle.entries()).as("a b c x y").containsExactly(0, 3);
    assertThat(dominators(circle)).isEqualTo("a<nobody b<a c<b x<nobody y<x");
  }

  @Test
  void betweennessSharesAPairAmongItsShortestWays() {
    // web to stock, db, mail: half by cart, half by pay; all to db and mail through stock
    assertThat(SHOP.betweenness())
        .as("cart db mail pay stock web")
        .containsExactly(new double[] {1.5, 0, 0, 1.5, 6, 0}, within(1e-9));
  }

  @Property(tries = 500)
  void aGroupOfNodesThatReachEachOtherHasACircleAndNoShorterOneThroughItsFirst(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int size) {
    Digraph graph = random(new Random(seed), size);
    List<Set<Integer>> groups = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      Set<Integer> group = new HashSet<>();
      for (int other = 0; other < graph.size(); other++) {
        if (below(graph, node).contains(other) && below(graph, other).contains(node)) {
          group.add(other);
        }
      }
      if (group.size() > 1 && !groups.contains(group)) {
        groups.add(group);
      }
    }
    List<int[]> circles = graph.circles();
    assertThat(circles).hasSameSizeAs(groups);
    for (int i = 0; i < circles.size(); i++) {
      int[] circle = circles.get(i);
      int first = circle[0];
      assertThat(first).isEqualTo(groups.get(i).stream().min(Integer::compare).orElseThrow());
      int shortest =
          groups.get(i).stream()
              .filter(last -> contains(graph.callees[last], first))
              .mapToInt(last -> shortestWays(graph, first, last).get(0).size())
              .min()
              .orElseThrow();
      assertThat(circle).hasSize(shortest);
      for (int at = 0; at < circle.length; at++) {
        assertThat(graph.callees[circle[at]]).contains(circle[(at + 1) % circle.length]);
      }
    }
  }

  private static boolean contains(int[] nodes, int node) {
    return java.util.Arrays.stream(nodes).anyMatch(other -> other == node);
  }

  private static Set<Integer> below(Digraph graph, int node) {
    Set<Integer> reached = new HashSet<>();
    reach(graph, node, Digraph.NONE, reached);
    return reached;
  }

  @Property(tries = 500)
  void dominatorsAreThoseWithoutWhichANodeIsNotReached(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    Digraph graph = random(new Random(seed), size);
    int[] dominators = graph.immediateDominators();
    for (int node = 0; node < graph.size(); node++) {
      Set<Integer> chain = new HashSet<>();
      for (int at = dominators[node]; at != Digraph.NONE; at = dominators[at]) {
        chain.add(at);
      }
      Set<Integer> expected = new HashSet<>();
      for (int without = 0; without < graph.size(); without++) {
        if (without != node && !reached(graph, without).contains(node)) {
          expected.add(without);
        }
      }
      assertThat(chain).isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void articulationPointsAreThoseWithoutWhichThereAreMoreParts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    Digraph graph = random(new Random(seed), size);
    boolean[] cuts = graph.articulationPoints();
    for (int node = 0; node < graph.size(); node++) {
      boolean isAlone = graph.callees[node].length + graph.callers[node].length == 0;
      int fewer = isAlone ? 1 : 0; // it is a part of its own, and gone
      assertThat(cuts[node]).isEqualTo(parts(graph, node) > parts(graph, Digraph.NONE) - fewer);
    }
  }

  @Property(tries = 200)
  void betweennessIsTheShareOfShortestWaysThroughANode(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
    Digraph graph = random(new Random(seed), size);
    double[] expected = new double[graph.size()];
    for (int from = 0; from < graph.size(); from++) {
      for (int to = 0; to < graph.size(); to++) {
        List<List<Integer>> ways = from == to ? List.of() : shortestWays(graph, from, to);
        for (List<Integer> way : ways) {
          for (int node : way.subList(1, way.size() - 1)) {
            expected[node] += 1.0 / ways.size();
          }
        }
      }
    }
    assertThat(graph.betweenness()).containsExactly(expected, within(1e-9));
  }

  private static Digraph drawn(String arcs) {
    List<Digraph.Arc> list = new ArrayList<>();
    for (String arc : arcs.split(" ", -1)) {
      String[] ends = arc.split(">", -1);
      list.add(new Digraph.Arc(ends[0], ends[1]));
    }
    return Digraph.of(List.of(), list);
  }

  private static Digraph random(Random random, int size) {
    List<String> nodes = new ArrayList<>();
    List<Digraph.Arc> arcs = new ArrayList<>();
    for (int node = 0; node < size; node++) {
      nodes.add("n" + (char) ('a' + node));
    }
    int count = random.nextInt(size * 2 + 1);
    for (int i = 0; i < count; i++) {
      arcs.add(new Digraph.Arc(nodes.get(random.nextInt(size)), nodes.get(random.nextInt(size))));
    }
    return Digraph.of(nodes, arcs);
  }

  private static String dominators(Digraph graph) {
    int[] dominators = graph.immediateDominators();
    TreeMap<String, String> shown = new TreeMap<>();
    for (int node = 0; node < graph.size(); node++) {
      shown.put(
          graph.names[node],
          dominators[node] == Digraph.NONE ? "nobody" : graph.names[dominators[node]]);
    }
    List<String> pairs = new ArrayList<>();
    shown.forEach((node, dominator) -> pairs.add(node + "<" + dominator));
    return String.join(" ", pairs);
  }

  private static List<String> named(Digraph graph, boolean[] chosen) {
    List<String> names = new ArrayList<>();
    for (int node = 0; node < graph.size(); node++) {
      if (chosen[node]) {
        names.add(graph.names[node]);
      }
    }
    return names;
  }

  /** From the entries, not through this node. */
  private static Set<Integer> reached(Digraph graph, int without) {
    Set<Integer> reached = new HashSet<>();
    for (int entry : graph.entries()) {
      reach(graph, entry, without, reached);
    }
    return reached;
  }

  private static void reach(Digraph graph, int node, int without, Set<Integer> reached) {
    if (node != without && reached.add(node)) {
      for (int next : graph.callees[node]) {
        reach(graph, next, without, reached);
      }
    }
  }

  private static int parts(Digraph graph, int without) {
    Set<Integer> seen = new HashSet<>();
    int parts = 0;
    for (int node = 0; node < graph.size(); node++) {
      if (node != without && !seen.contains(node)) {
        parts++;
        spread(graph, node, without, seen);
      }
    }
    return parts;
  }

  private static void spread(Digraph graph, int node, int without, Set<Integer> seen) {
    if (node == without || !seen.add(node)) {
      return;
    }
    for (int next : graph.callees[node]) {
      spread(graph, next, without, seen);
    }
    for (int next : graph.callers[node]) {
      spread(graph, next, without, seen);
    }
  }

  private static List<List<Integer>> shortestWays(Digraph graph, int from, int to) {
    List<List<Integer>> ways = List.of(List.of(from));
    for (int length = 0; length < graph.size(); length++) {
      List<List<Integer>> longer = new ArrayList<>();
      List<List<Integer>> arrived = new ArrayList<>();
      for (List<Integer> way : ways) {
        for (int next : graph.callees[way.get(way.size() - 1)]) {
          List<Integer> extended = new ArrayList<>(way);
          extended.add(next);
          (next == to ? arrived : longer).add(extended);
        }
      }
      if (!arrived.isEmpty()) {
        return arrived;
      }
      ways = longer;
    }
    return List.of();
  }
}
