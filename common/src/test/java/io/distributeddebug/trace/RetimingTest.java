package io.distributeddebug.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetimingTest {
  private static final String DRAWN =
      """
      web GET /       | ==========
        web read      |  ====
        web guess     |  ===
        web write     |      ==
      """;

  @Test
  void whatWouldBeSavedEndsWhereAnotherChildBecomesTheLast() {
    assertThat(gain(DRAWN, "write", 0)).isEqualTo(2);
    assertThat(gain(DRAWN, "read", 0.5)).as("guess ends a millisecond before read").isEqualTo(2);
    assertThat(gain(DRAWN, "guess", 0)).isZero();
    assertThat(gain(DRAWN, "GET /", 0)).as("before, between and after the calls").isEqualTo(4);
  }

  @Test
  void besideALongerSiblingASavingIsNoSaving() {
    String drawn =
        """
        web GET /   | ========
          web one   |  ======
          web two   |  =====
        """;
    assertThat(gain(drawn, "one", 0)).isEqualTo(1);
    assertThat(gain(drawn, "two", 0)).isZero();
  }

  @Test
  void slackIsHowMuchLongerASpanCouldHaveTaken() {
    Trace trace = DrawnTrace.trace(DRAWN);
    long[] slacks = retiming(trace).slacks();
    assertThat(slacks[1]).as("read").isZero();
    assertThat(slacks[3]).as("write").isZero();
    assertThat(slacks[2] / DrawnTrace.NANOS_PER_COLUMN)
        .as("guess, until write ends: nothing shows that write waits for it too")
        .isEqualTo(3);
  }

  @Property(tries = 300)
  void withNothingChangedNothingIsGained(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int size) {
    Trace trace = RandomTraces.connected(new Random(seed), size);
    Retiming retiming = retiming(trace);
    long faster = retiming.gainNanos(trace.service(size / 2), trace.operation(size / 2), 0.8);
    long gone = retiming.gainNanos(trace.service(size / 2), trace.operation(size / 2), 0);
    assertThat(retiming.gainNanos(trace.service(0), trace.operation(0), 1)).isZero();
    assertThat(retiming.gainNanos("nobody", "", 0)).isZero();
    assertThat(faster).isBetween(0L, gone);
    assertThat(gone).isLessThanOrEqualTo(trace.durationNanos(0));
    for (long slack : retiming.slacks()) {
      assertThat(slack).isGreaterThanOrEqualTo(0);
    }
  }

  private static long gain(String drawn, String operation, double factor) {
    return retiming(DrawnTrace.trace(drawn)).gainNanos("web", operation, factor)
        / DrawnTrace.NANOS_PER_COLUMN;
  }

  private static Retiming retiming(Trace trace) {
    return CriticalPath.of(trace).retiming(SiblingOrders.NONE);
  }
}
