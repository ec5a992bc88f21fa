package io.distributeddebug.causality;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.trace.DrawnTrace;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ClockBoundsTest {
  private static final long MILLI = 1_000_000;
  private static final long MINUTE = 60_000 * MILLI;

  @Test
  void aCallBoundsTheOffsetByItsStartAndItsEnd() {
    ClockOffset offset =
        only(
            bounds(
                """
                web call {client at=a}    | ======
                  cart load {server at=b} |    ====
                """));
    assertThat(offset.pair()).isEqualTo(new HostPair("a", "b"));
    assertThat(offset.lowerNanos()).as("it ended 1 ms after its answer was there").isEqualTo(MILLI);
    assertThat(offset.upperNanos()).as("it began 3 ms after it was called").isEqualTo(3 * MILLI);
    assertThat(offset.isApart()).isTrue();
    assertThat(offset.middleNanos()).isEqualTo(2 * MILLI);
  }

  @Test
  void theOtherWayRoundTheSignIsTheOther() {
    ClockOffset offset =
        only(
            bounds(
                """
                web call {client at=b}    | ======
                  cart load {server at=a} |    ====
                """));
    assertThat(offset.lowerNanos()).isEqualTo(-3 * MILLI);
    assertThat(offset.upperNanos()).isEqualTo(-MILLI);
  }

  @Test
  void aMessageAndACallThatFailedBoundOneSideOnly() {
    for (String drawn :
        List.of(
            """
            web send {producer at=a}      | ==
              mail process {consumer at=b} |     ====
            """,
            """
            web call {client error at=a} | ==
              cart load {server at=b}    |     ====
            """)) {
      ClockOffset offset = only(bounds(drawn));
      assertThat(offset.lowerNanos()).isEqualTo(Long.MIN_VALUE);
      assertThat(offset.upperNanos()).isEqualTo(4 * MILLI);
      assertThat(offset.isKnown()).isFalse();
    }
  }

  @Test
  void aCallThatContradictsAllOthersIsLeftOutAndTold() {
    ClockBounds bounds = new ClockBounds();
    for (int i = 0; i < 30; i++) {
      bounds.add(call(1 + i, MILLI, 2, 5, i == 17 ? 40 : 5));
    }
    ClockOffset offset = only(bounds);
    assertThat(offset.contradictions()).isEqualTo(1);
    assertThat(offset.contradictingTrace()).endsWith("12");
    assertThat(offset.lowerNanos()).isLessThanOrEqualTo(MILLI);
    assertThat(offset.upperNanos()).isGreaterThanOrEqualTo(MILLI);
  }

  @Test
  void inAMinuteInWhichAClockWasSetNothingIsSaid() {
    ClockBounds bounds = new ClockBounds();
    for (int i = 0; i < 40; i++) {
      bounds.add(call(1 + i, i < 20 ? 0 : 50 * MILLI, 1, 5, 5));
    }
    assertThat(only(bounds).isUnknown()).isTrue();
  }

  /** Clocks of three hosts, calls between them that take all sorts of times, one clock set anew. */
  @Property(tries = 60)
  void theTrueOffsetLiesInsideWhateverTheNetworkDoes(@ForAll long seed) {
    Random random = new Random(seed);
    ClockBounds one = new ClockBounds();
    ClockBounds other = new ClockBounds();
    long ofB = (random.nextInt(200) - 100) * MILLI;
    long later = ofB + (random.nextInt(100) - 50) * MILLI;
    for (int i = 0; i < 300; i++) {
      long at = i * MINUTE / 20;
      long offset = at < 7 * MINUTE ? ofB : later;
      Trace trace =
          call(
              at + 1,
              offset,
              random.nextInt(3),
              1 + random.nextInt(20),
              1 + random.nextInt(20) + (random.nextInt(200) == 0 ? 100 : 0));
      (random.nextBoolean() ? one : other).add(trace);
    }
    List<ClockOffset> offsets = one.merge(other).offsets();
    assertThat(offsets).isNotEmpty();
    int known = 0;
    for (ClockOffset stated : offsets) {
      long truth = stated.fromUnixNanos() < 7 * MINUTE ? ofB : later;
      assertThat(truth).isBetween(stated.lowerNanos(), stated.upperNanos());
      known += stated.isKnown() ? 1 : 0;
    }
    assertThat(known).isPositive();
  }

  /**
   * A call from host a to host b, whose clock is ahead.
   *
   * @param wayMillis there and back
   * @param workMillis of the called side; more than {@code askedMillis}: the caller does not see it
   */
  private static Trace call(
      long at, long aheadNanos, int wayMillis, int askedMillis, int workMillis) {
    TraceBuilder builder = new TraceBuilder().start(0, at);
    long end = at + (2L * wayMillis + askedMillis) * MILLI;
    builder
        .add(
            1,
            0,
            at,
            Math.max(end, workMillis <= 20 ? at + (2L * wayMillis + workMillis) * MILLI : end))
        .by("web", "")
        .on("a")
        .doing("call", SpanKind.CLIENT)
        .status(StatusCode.UNSET);
    long started = at + wayMillis * MILLI + aheadNanos;
    builder
        .add(2, 1, started, started + workMillis * MILLI)
        .by("cart", "")
        .on("b")
        .doing("load", SpanKind.SERVER);
    return builder.build();
  }

  private static ClockBounds bounds(String drawn) {
    ClockBounds bounds = new ClockBounds();
    bounds.add(DrawnTrace.trace(drawn));
    return bounds;
  }

  private static ClockOffset only(ClockBounds bounds) {
    List<ClockOffset> offsets = bounds.offsets();
    assertThat(offsets).hasSize(1);
    return offsets.get(0);
  }
}
