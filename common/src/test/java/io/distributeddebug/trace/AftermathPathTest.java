package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.trace.ExplainedPath.Explained;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AftermathPathTest {
  @Test
  void leadsThroughTheTopicToTheEndOfTheWorkOnTheMessage() {
    assertThat(
            shown(
                """
                web GET /                             | ============
                  cart load                           |   ===
                  web send {producer calls=queue peer=orders} |       ==
                    mail process {consumer}           |            ========
                      mail store                      |              ===
                  web render                          |          ==
                """))
        .containsExactly(
            "0-2 web GET / self",
            "2-5 cart load self",
            "5-6 web GET / self",
            "6-8 web send queue",
            "8-11 mail process queue",
            "11-13 mail process self",
            "13-16 mail store self",
            "16-19 mail process self");
  }

  @Test
  void aTaskInTheBackgroundOutlivesItsParent() {
    assertThat(
            shown(
                """
                web GET /      | =====
                  web index    |    =======
                """))
        .containsExactly("0-3 web GET / self", "3-10 web index self");
  }

  @Test
  void whereNothingOutlivesTheSpanItIsTheCriticalPath() {
    Trace trace =
        DrawnTrace.trace(
            """
            web GET /      | ========
              cart load    |   ====
            """);
    assertThat(AftermathPath.of(trace, 0, SiblingOrders.NONE))
        .isEqualTo(ExplainedPath.of(trace, CriticalPath.of(trace)));
  }

  @Property(tries = 500)
  void segmentsFollowEachOtherToTheLastEndWhereChildrenStartInTheirParents(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int size) {
    Random random = new Random(seed);
    TraceBuilder builder = new TraceBuilder().start(1, 1);
    long[] starts = new long[size + 1];
    long last = 0;
    for (int id = 1; id <= size; id++) {
      int parent = id == 1 ? 0 : 1 + random.nextInt(id - 1);
      starts[id] = id == 1 ? 0 : starts[parent] + random.nextInt(50);
      long end = starts[id] + 1 + random.nextInt(60);
      last = Math.max(last, end);
      builder
          .add(id, parent, starts[id], end)
          .by("web", "web-0")
          .doing("o" + id, RandomTraces.kind(random));
    }
    List<Explained> path = AftermathPath.of(builder.build(), 0, SiblingOrders.NONE);
    long at = 0;
    for (Explained segment : path) {
      assertThat(segment.startNanos()).isEqualTo(at);
      at = segment.endNanos();
    }
    assertThat(at).isEqualTo(last);
  }

  private static List<String> shown(String drawn) {
    Trace trace = DrawnTrace.trace(drawn);
    return AftermathPath.of(trace, 0, SiblingOrders.NONE).stream()
        .map(
            segment ->
                (segment.startNanos() - trace.startNanos(0)) / DrawnTrace.NANOS_PER_COLUMN
                    + "-"
                    + (segment.endNanos() - trace.startNanos(0)) / DrawnTrace.NANOS_PER_COLUMN
                    + " "
                    + trace.service(segment.span())
                    + " "
                    + trace.operation(segment.span())
                    + " "
                    + segment.kind().label())
        .toList();
  }
}
