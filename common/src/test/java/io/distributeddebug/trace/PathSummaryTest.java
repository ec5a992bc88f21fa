package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PathSummaryTest {
  private static final String USUAL =
      """
      web GET /    | ==========
        web read   |  ====
        web guess  |  ===
        db query   |      ===
      """;
  private static final String SLOW =
      """
      web GET /    | ====================
        web read   |  ====
        db query   |      =============
      """;

  @Test
  void theSlowTracesAreOwnedByWhatMadeThemSlow() {
    EndpointPaths paths = endpoint(summary(95, USUAL, 5, SLOW, SiblingOrders.NONE));
    assertThat(paths.durations().count()).isEqualTo(100);
    EndpointPaths.Owners median = paths.owners(0.5, 0.05);
    assertThat(median.meanNanos()).isCloseTo(10e6, within(1.0));
    assertThat(median.operations().get(0).operation()).isEqualTo("[web] read");
    EndpointPaths.Owners high = paths.owners(0.99, 0.01);
    assertThat(high.operations().get(0)).isEqualTo(new EndpointPaths.Owner("[db] query", 13e6));
    assertThat(high.operations().stream().mapToDouble(EndpointPaths.Owner::meanNanos).sum())
        .isCloseTo(20e6, within(1.0));
  }

  @Test
  void gainDragAndSlackAreThoseOfTheSingleTraces() {
    EndpointPaths paths = endpoint(summary(10, USUAL, 0, SLOW, SiblingOrders.NONE));
    assertThat(paths.operations())
        .containsExactly(
            new EndpointPaths.OperationShare(
                "[web] read", 10, 40_000_000, 8_000_000, 40_000_000, 0, 0),
            new EndpointPaths.OperationShare(
                "[db] query", 10, 30_000_000, 6_000_000, 30_000_000, 0, 0),
            new EndpointPaths.OperationShare(
                "[web] GET /", 10, 30_000_000, 6_000_000, 30_000_000, 0, 0),
            new EndpointPaths.OperationShare("[web] guess", 0, 0, 0, 0, 10, 40_000_000));
    assertThat(paths.paths())
        .containsExactly(
            new EndpointPaths.CommonPath("[web] GET / > [web] read > [db] query", 10, 100_000_000));
  }

  @Test
  void callsThatNeverWaitedForEachOtherCouldRunAtOnce() {
    SiblingOrders orders = new SiblingOrders();
    String apart =
        """
        web GET /   | =========
          web one   |  ===
          web two   |      ==
        """;
    String atOnce =
        """
        web GET /   | =========
          web one   |  ===
          web two   |   ==
        """;
    for (int i = 0; i < 30; i++) {
      orders.add(DrawnTrace.trace(i < 29 ? apart : atOnce));
    }
    assertThat(endpoint(summary(7, apart, 1, atOnce, orders)).parallel())
        .containsExactly(new EndpointPaths.Parallel("[web] one", "[web] two", 7, 14_000_000));
  }

  @Test
  void tracesWithoutAPathAreCountedByTheReason() {
    PathSummary summary = summary(3, "a one {id=2 parent=2} | ===", 0, USUAL, SiblingOrders.NONE);
    assertThat(summary.endpoints()).isEmpty();
    assertThat(summary.reasons())
        .containsEntry("the recorded parents form a circle: nothing is known to come first", 3L);
  }

  @Property(tries = 40)
  void partsMergeToTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    PathSummary whole = new PathSummary();
    PathSummary one = new PathSummary();
    PathSummary other = new PathSummary();
    for (int i = 0; i < 20; i++) {
      PathAnswer answer =
          PathAnswer.of(
              RandomTraces.rows(random, 15).inOrder(), EntryChoice.ROOT, SiblingOrders.NONE);
      whole.add(answer, SiblingOrders.NONE);
      (random.nextBoolean() ? one : other).add(answer, SiblingOrders.NONE);
    }
    other.merge(one);
    assertThat(other.reasons()).isEqualTo(whole.reasons());
    assertThat(other.endpoints().keySet()).isEqualTo(whole.endpoints().keySet());
    whole
        .endpoints()
        .forEach(
            (endpoint, paths) -> {
              EndpointPaths merged = other.endpoints().get(endpoint);
              assertThat(shown(merged)).isEqualTo(shown(paths));
            });
  }

  private static List<Object> shown(EndpointPaths paths) {
    return List.of(
        paths.durations(),
        paths.operations(),
        paths.paths(),
        paths.parallel(),
        paths.owners(0.95, 0.03));
  }

  private static EndpointPaths endpoint(PathSummary summary) {
    assertThat(summary.endpoints()).hasSize(1);
    return summary.endpoints().values().iterator().next();
  }

  private static PathSummary summary(
      int usual, String one, int slow, String other, SiblingOrders orders) {
    PathSummary summary = new PathSummary();
    for (int i = 0; i < usual + slow; i++) {
      summary.add(
          PathAnswer.of(DrawnTrace.trace(i < usual ? one : other), EntryChoice.ROOT, orders),
          orders);
    }
    return summary;
  }
}
