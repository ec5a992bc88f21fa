package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ranking is drawn as services with their scores; {@code gateway -> cart -> stock} call. */
class UnderSuspicionTest {
  @Test
  void whoIsNamedLeadsAmongTheComparable() {
    assertThat(lead("stock", "gateway 30", "stock 29", "cart 12"))
        .containsExactly("stock", "gateway", "cart");
  }

  @Test
  void whoCallsItOrIsCalledByItComesNext() {
    assertThat(lead("stock", "gateway 30", "cart 29.5", "stock 29"))
        .containsExactly("stock", "cart", "gateway");
  }

  @Test
  void clearlyStrongerEvidenceIsNotOutranked() {
    assertThat(lead("stock", "gateway 30", "stock 27", "cart 12"))
        .containsExactly("gateway", "stock", "cart");
  }

  @Test
  void whoHasNoEvidenceDoesNotLead() {
    assertThat(lead("stock", "gateway 1", "cart 0", "stock 0"))
        .containsExactly("gateway", "cart", "stock");
  }

  @Test
  void withoutANameTheOrderStays() {
    assertThat(lead("", "gateway 30", "stock 30", "cart 29"))
        .containsExactly("gateway", "stock", "cart");
  }

  private static List<String> lead(String named, String... ranking) {
    List<Suspicion> suspicions =
        Arrays.stream(ranking)
            .map(line -> line.split(" "))
            .map(line -> new Suspicion(line[0], Double.parseDouble(line[1]), 0, List.of()))
            .toList();
    return new UnderSuspicion(named.isEmpty() ? Set.of() : Set.of(named))
        .lead(suspicions, calls()).stream().map(Suspicion::subject).toList();
  }

  private static Facts calls() {
    SlicedFacts facts = new SlicedFacts(0, 1_000);
    facts.add(
        Flow.of(
            "trace",
            List.of(span("1", "", "gateway"), span("2", "1", "cart"), span("3", "2", "stock")),
            List.of()));
    return facts.sum(List.of(new Window(0, 1_000)));
  }

  private static FlowSpan span(String id, String parent, String service) {
    return FlowSpan.plain(id, parent, service, service + "-1", "serve", 0, 100);
  }
}
