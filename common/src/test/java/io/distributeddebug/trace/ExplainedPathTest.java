package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExplainedPathTest {
  @Test
  void theWayToTheCalledSideAndBackIsNetwork() {
    assertThat(
            explained(
                """
                web GET /              | ==========
                  web call {client}    |  ========
                    cart load {server} |    =====
                """))
        .isEqualTo(
            """
            0-1 web GET / self causal_link
            1-3 web call network_request causal_link
            3-8 cart load self causal_link
            8-9 web call network_response causal_link
            9-10 web GET / self causal_link
            """);
  }

  @Test
  void aCallWhoseOtherSideLeftNoSpanIsWhatIsCalled() {
    assertThat(
            explained(
                """
                web GET /                            | ========
                  web SELECT {client calls=database} | ==
                  web GET {client calls=cache}       |   ==
                  web pay {client calls=external}    |     ==
                  web send {producer calls=queue}    |       ==
                """))
        .isEqualTo(
            """
            0-2 web SELECT database time_only
            2-4 web GET database time_only
            4-6 web pay client_wait time_only
            6-8 web send queue causal_link
            """);
  }

  @Test
  void aFailedTryAllThatHappenedInItAndThePauseAfterItAreRetry() {
    assertThat(
            explained(
                """
                web GET /                     | ==========
                  web call {client error}     | ====
                    pay charge {server error} |  ==
                  web call {client}           |       ===
                    pay charge {server}       |        =
                """))
        .isEqualTo(
            """
            0-1 web call retry time_only
            1-3 pay charge retry causal_link
            3-4 web call retry time_only
            4-6 web GET / retry causal_link
            6-7 web call network_request causal_link
            7-8 pay charge self causal_link
            8-9 web call network_response causal_link
            9-10 web GET / self causal_link
            """);
  }

  @Test
  void aSpanThatIsNamedForWaitingIsALock() {
    assertThat(
            explained(
                """
                web GET /          | ======
                  web pool.acquire | ===
                  web lock user    |    ===
                """))
        .isEqualTo(
            """
            0-3 web pool.acquire lock time_only
            3-6 web lock user self causal_link
            """);
    assertThat(List.of("getConnection", "wait for lock", "mutex", "Pool.borrow"))
        .allMatch(WaitNames::isLock);
    assertThat(List.of("lock account", "block wait", "get pooled list", "clock", ""))
        .noneMatch(WaitNames::isLock);
  }

  @Test
  void aSubtreeWithoutItsParentIsThereByTimeOnly() {
    assertThat(
            explained(
                """
                web GET /              | ======
                  lost work {parent=9} |   ===
                """))
        .isEqualTo(
            """
            0-2 web GET / self causal_link
            2-5 lost work self time_only
            5-6 web GET / self causal_link
            """);
  }

  @Property(tries = 200)
  void explainingChangesNoSegment(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Trace trace = RandomTraces.rows(new Random(seed), size).inOrder();
    CriticalPath path = CriticalPath.of(trace);
    List<ExplainedPath.Explained> explained = ExplainedPath.of(trace, path);
    assertThat(explained.stream().map(s -> List.of(s.span(), s.startNanos(), s.endNanos())))
        .isEqualTo(
            path.segments().stream()
                .map(s -> List.of(s.span(), s.startNanos(), s.endNanos()))
                .toList());
    assertThat(explained).allMatch(segment -> path.contains(segment.span()));
  }

  /** A line a segment: columns, service and operation, kind, ground. */
  private static String explained(String drawn) {
    Trace trace = DrawnTrace.trace(drawn);
    StringBuilder lines = new StringBuilder();
    for (ExplainedPath.Explained segment : ExplainedPath.of(trace, CriticalPath.of(trace))) {
      lines
          .append(segment.startNanos() / DrawnTrace.NANOS_PER_COLUMN)
          .append('-')
          .append(segment.endNanos() / DrawnTrace.NANOS_PER_COLUMN)
          .append(' ')
          .append(trace.service(segment.span()))
          .append(' ')
          .append(trace.operation(segment.span()))
          .append(' ')
          .append(segment.kind().label())
          .append(' ')
          .append(segment.ground().label())
          .append('\n');
    }
    return lines.toString();
  }
}
