package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.causality.ClockBounds;
import io.distributeddebug.causality.ClockOffset;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, List<Span>> traces = new LinkedHashMap<>();
    for (Span span : Recorded.of(settings).spans) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
    }
    for (List<Span> spans : traces.values()) {
      TraceBuilder builder = new TraceBuilder().start(0, 1);
      spans.forEach(builder::add);
      bounds.add(builder.build());
    }
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
  }
}
