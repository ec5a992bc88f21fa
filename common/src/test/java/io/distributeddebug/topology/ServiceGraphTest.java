package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ServiceGraphTest {
  private final ServiceGraph shop =
      ServiceGraph.of(
          List.of(
              edge("gateway", "cart", CallKind.SYNC),
              edge("gateway", "checkout", CallKind.SYNC),
              edge("checkout", "payment", CallKind.SYNC),
              edge("checkout", "orders", CallKind.ASYNC),
              edge("cart", "redis", CallKind.CACHE),
              edge("payment", "ledger-db", CallKind.DATABASE)));

  @Test
  void knowsWhereRequestsEnterAndWhoCallsWhom() {
    assertThat(shop.roots()).containsExactly("gateway");
    assertThat(shop.callees("gateway")).containsExactly("cart", "checkout");
    assertThat(shop.callers("payment")).containsExactly("checkout");
    assertThat(shop.callers("unheard-of")).isEmpty();
    assertThat(shop.edgesBetween("cart", "redis")).hasSize(1);
  }

  @Test
  void knowsWhatASymptomCanComeFromAndWhomAFaultReaches() {
    assertThat(shop.dependencies("checkout"))
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(
                Map.of("checkout", 0, "payment", 1, "orders", 1, "ledger-db", 2)));
    assertThat(shop.dependents("ledger-db").keySet())
        .containsExactly("checkout", "gateway", "ledger-db", "payment");
    assertThat(shop.dependencies("unheard-of")).isEmpty();
  }

  @Test
  void tellsVirtualPeersFromServices() {
    assertThat(shop.virtualKind("ledger-db")).contains(CallKind.DATABASE);
    assertThat(shop.virtualKind("orders")).contains(CallKind.ASYNC);
    assertThat(shop.virtualKind("payment")).isEmpty();
  }

  @Test
  void findsServicesThatCallEachOtherInACircle() {
    ServiceGraph graph =
        ServiceGraph.of(
            List.of(
                edge("a", "b", CallKind.SYNC),
                edge("b", "c", CallKind.SYNC),
                edge("c", "a", CallKind.ASYNC),
                edge("c", "d", CallKind.SYNC),
                edge("d", "d", CallKind.SYNC)));
    assertThat(graph.cycles()).containsExactly(Set.of("a", "b", "c"), Set.of("d"));
    assertThat(graph.roots()).isEmpty();
    assertThat(shop.cycles()).isEmpty();
  }

  @Test
  void addsUpEdgesOfTheSameCallAndOnRequestOfAllOperations() {
    Edge read = new Edge("a", "b", "read", CallKind.SYNC, 2, 1, LogLinearHistogram.of(10, 20));
    Edge write = new Edge("a", "b", "write", CallKind.SYNC, 1, 0, LogLinearHistogram.of(30));
    ServiceGraph graph = ServiceGraph.of(List.of(read, write, read));
    assertThat(graph.edges()).hasSize(2);
    assertThat(graph.edges().get(0).calls()).isEqualTo(4);
    assertThat(graph.edges().get(0).errorRatio()).isEqualTo(0.5);
    assertThat(graph.withoutOperations().edges())
        .containsExactly(
            new Edge("a", "b", "", CallKind.SYNC, 5, 2, LogLinearHistogram.of(10, 20, 10, 20, 30)));
  }

  @Test
  void refusesMoreErrorsThanCalls() {
    assertThatThrownBy(() -> new Edge("a", "b", "", CallKind.SYNC, 1, 2, new LogLinearHistogram()))
        .hasMessage("Invalid edge: 2 errors in 1 calls");
  }

  @Property(tries = 100)
  void theOrderOfEdgesDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      edges.add(edge("s" + random.nextInt(6), "s" + random.nextInt(6), CallKind.SYNC));
    }
    ServiceGraph graph = ServiceGraph.of(edges);
    Collections.shuffle(edges, random);
    ServiceGraph shuffled = ServiceGraph.of(edges);
    assertThat(shuffled).isEqualTo(graph);
    assertThat(shuffled.cycles()).isEqualTo(graph.cycles());
    for (String node : graph.nodes()) {
      for (String dependency : graph.dependencies(node).keySet()) {
        assertThat(graph.dependents(dependency)).containsKey(node);
      }
    }
  }

  private static Edge edge(String caller, String callee, CallKind kind) {
    return new Edge(caller, callee, "call", kind, 1, 0, LogLinearHistogram.of(5));
  }
}
