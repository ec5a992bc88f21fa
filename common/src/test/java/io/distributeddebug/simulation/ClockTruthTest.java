package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.causality.ClockBounds;
import io.distributeddebug.causality.ClockOffset;
import io.distributeddebug.causality.Clocks;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of clocks, against the clocks that the simulated machines had. */
class ClockTruthTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theTrueOffsetsLieInsideTheStatedOnes(long seed) {
    SimulationSettings settings = Recorded.HALF_AN_HOUR.withSeed(seed);
    Map<String, Long> truth =
        new ShopSimulation(settings)
            .nodes(0).stream().collect(Collectors.toMap(Node::name, Node::skewNanos));
    ClockBounds bounds = new ClockBounds();
    List<Trace> assembled = new ArrayList<>();
    Map<String, List<Span>> traces = new LinkedHashMap<>();
    for (Span span : Recorded.of(settings).spans) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    for (List<Span> spans : traces.values()) {
      TraceBuilder builder = new TraceBuilder().start(0, 1);
      spans.forEach(builder::add);
      assembled.add(builder.build());
    }
    assembled.forEach(bounds::add);
    List<ClockOffset> offsets = bounds.offsets();
    int known = 0;
    int apart = 0;
    for (ClockOffset stated : offsets) {
      long offset = truth.get(stated.pair().host()) - truth.get(stated.pair().reference());
      assertThat(offset).isBetween(stated.lowerNanos(), stated.upperNanos());
      known += stated.isKnown() ? 1 : 0;
      apart += stated.isApart() ? 1 : 0;
      assertThat(offset != 0 || !stated.isApart()).isTrue();
    }
    assertThat(known).isGreaterThan(offsets.size() / 2);
    assertThat(apart).isPositive();
    assertThat(adjustedWithinTheirUncertainty(Clocks.of(offsets), assembled, truth)).isPositive();
  }

  /** Each adjusted time is off by no more than is said. */
  private static int adjustedWithinTheirUncertainty(
      Clocks clocks, List<Trace> traces, Map<String, Long> truth) {
    int moved = 0;
    for (Trace trace : traces) {
      ClockAdjustment adjustment = clocks.of(trace);
      for (int span = 0; span < trace.size(); span++) {
        OptionalLong doubt = adjustment.uncertaintyNanos(span);
        if (doubt.isPresent()) {
          long ahead = truth.get(trace.host(span)) - truth.get(trace.host(0));
          assertThat(Math.abs(ahead + adjustment.nanos(span)))
              .isLessThanOrEqualTo(doubt.getAsLong());
          moved += adjustment.nanos(span) != 0 ? 1 : 0;
        }
      }
    }
    return moved;
  }
}
