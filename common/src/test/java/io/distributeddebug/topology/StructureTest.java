package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTest {
  @Test
  void saysOfEachNodeWhatStopsWithoutItAndWhoseRequestsItWorksFor() {
    ChainTally chains = new ChainTally();
    chains.add("t1", new int[] {-1, 0, 1, 1}, new String[] {"web", "cart", "db", "db"});
    chains.add("t2", new int[] {-1, 0, 1}, new String[] {"app", "cart", "db"});
    Structure structure = Structure.of(chains);
    assertThat(structure.nodes())
        .extracting(Structure.Node::name)
        .containsExactly("app", "cart", "db", "web");
    Structure.Node cart = structure.nodes().get(1);
    assertThat(cart.stopsWithout()).containsExactly("db");
    assertThat(cart.isArticulationPoint()).isTrue();
    assertThat(cart.depth()).isEqualTo(1);
    Structure.Node db = structure.nodes().get(2);
    assertThat(db.stopsWithout()).isEmpty();
    assertThat(db.demand())
        .extracting(d -> d.from() + " " + d.calls() + " of " + d.ofCalls() + ", " + d.ifDoubled())
        .containsExactly("app 1 of 3, 4", "cart 3 of 3, 6", "web 2 of 3, 5");
    assertThat(structure.circles()).isEmpty();
  }

  @Test
  void aCircleThatNoRequestGoesRoundHasATraceForEachStep() {
    ChainTally chains = new ChainTally();
    chains.add("t1", new int[] {-1, 0}, new String[] {"cart", "price"});
    chains.add("t2", new int[] {-1, 0}, new String[] {"price", "cart"});
    assertThat(chains.cycles()).isEmpty();
    assertThat(Structure.of(chains).circles())
        .containsExactly(
            new Structure.Circle(
                List.of("cart", "price"),
                List.of(
                    new Structure.Step("cart", "price", "t1"),
                    new Structure.Step("price", "cart", "t2"))));
  }
}
