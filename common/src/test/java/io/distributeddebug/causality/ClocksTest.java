package io.distributeddebug.causality;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.CriticalPath;
import io.distributeddebug.trace.DrawnTrace;
import io.distributeddebug.trace.Trace;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final long MILLI = 1_000_000;

  /** The clock of host b is ahead by 4 to 6 ms, says every call. */
  private static final String B_IS_AHEAD =
      """
      web call {client at=a}    | ====
        cart load {server at=b} |       ==
      """;

  @Test
  void spansOnAHostWhoseClockIsOffAreMovedByTheMiddleOfWhatCallsElsewhereSay() {
    Trace trace =
        adjusted(
            """
            web GET {server at=a}       | ============
              web call {client at=a}    |  ======
                cart load {server at=b} |        ====
                  cart cook {at=b}      |         =
              web render {at=a}         |         ==
            """,
            B_IS_AHEAD);
    assertThat(columnsMoved(trace)).containsExactly(0, 0, -5, -5, 0);
    assertThat(trace.clocks().uncertaintyNanos(2)).hasValue(MILLI);
    assertThat(trace.clocks().uncertaintyNanos(1)).hasValue(0);
    assertThat(CriticalPath.of(trace).skewNanos(3)).isEqualTo(-5 * MILLI);
    assertThat(trace.startNanos(2)).as("recorded times stay").isEqualTo(7 * MILLI);
  }

  @Test
  void aClockThatMayBeRightIsLeftAloneAndItsDoubtIsTold() {
    Trace trace =
        adjusted(
            """
            web call {client at=a}    | ==========
              cart load {server at=b} |  =====
            """);
    assertThat(columnsMoved(trace)).containsExactly(0, 0);
    assertThat(trace.clocks().uncertaintyNanos(1))
        .as("from 4 ms behind to 1 ms ahead")
        .hasValue(4 * MILLI);
  }

  @Test
  void hostsAreReachedOverTheNarrowestPairs() {
    Trace trace =
        adjusted(
            """
            web call {client at=a}          | ====================
              cart load {server at=b}       |       ==============
                cart ask {client at=b}      |        ==========
                  stock find {server at=c}  |             =========
            """,
            """
            web call {client at=a}     | ==
              cart load {server at=b}  |    ==
            """,
            """
            cart ask {client at=b}     | ==
              stock find {server at=c} |      ==
            """);
    assertThat(columnsMoved(trace)).containsExactly(0, -3, -3, -8);
    assertThat(trace.clocks().uncertaintyNanos(3)).as("3 and 5 ms to the point").hasValue(0);
  }

  @Test
  void whatNoCallBoundsIsUnknown() {
    Trace trace =
        adjusted(
            """
            web send {producer at=a}       | ==
              mail process {consumer at=b} |     ====
            """);
    assertThat(columnsMoved(trace)).containsExactly(0, 0);
    assertThat(trace.clocks().uncertaintyNanos(1)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aCallThatNoOffsetExplainsIsMarked() {
    String usual =
        """
        web call {client at=a}    | ====
          cart load {server at=b} |  ==
        """;
    String early =
        """
        web call {client at=a}    |      ====
          cart load {server at=b} | ==
        """;
    ClockBounds bounds = new ClockBounds();
    for (int i = 0; i < 30; i++) {
      bounds.add(DrawnTrace.trace(usual));
    }
    bounds.add(DrawnTrace.trace(early));
    Clocks clocks = Clocks.of(bounds.offsets());
    assertThat(clocks.of(DrawnTrace.trace(early)).isImpossible(1)).isTrue();
    assertThat(clocks.of(DrawnTrace.trace(usual)).isImpossible(1)).isFalse();
  }

  @Test
  void asRecordedNothingIsMovedAndNothingKnown() {
    Trace trace = DrawnTrace.trace(B_IS_AHEAD);
    assertThat(Clocks.AS_RECORDED.of(trace)).isSameAs(ClockAdjustment.NONE);
  }

  /** The first trace, adjusted by what all of them tell. */
  private static Trace adjusted(String drawn, String... others) {
    Trace trace = DrawnTrace.trace(drawn);
    ClockBounds bounds = new ClockBounds();
    bounds.add(trace);
    List.of(others).forEach(other -> bounds.add(DrawnTrace.trace(other)));
    return trace.with(Clocks.of(bounds.offsets()).of(trace));
  }

  private static int[] columnsMoved(Trace trace) {
    int[] moved = new int[trace.size()];
    for (int span = 0; span < moved.length; span++) {
      moved[span] = (int) (trace.clocks().nanos(span) / MILLI);
    }
    return moved;
  }
}
