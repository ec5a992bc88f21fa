package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.sampling.TraceStates;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.Window;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals from sampled traces, against the recording of the same requests without sampling. */
class SamplingTruthTest {
  private static final double RATIO = 0.1;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void weightedTotalsLieWithinThreeSigmaOfTheTruth(long seed) {
    SimulationSettings all = Recorded.HALF_AN_HOUR.withSeed(seed);
    Window half =
        new Window(
            all.window().fromUnixNanos() + all.window().nanos() / 2, all.window().toUnixNanos());
    Recorded truth = Recorded.of(all);
    Recorded sampled = Recorded.of(all.withSampling(new HeadSampling(RATIO, half)));

    Map<String, Map<String, Long>> spansPerTrace = new TreeMap<>();
    for (Span span : truth.spans) {
      spansPerTrace
          .computeIfAbsent(span.resource().service(), service -> new TreeMap<>())
          .merge(span.traceId(), 1L, Long::sum);
    }
    Map<String, Double> weighted = new TreeMap<>();
    for (Span span : sampled.spans) {
      weighted.merge(
          span.resource().service(), TraceStates.weight(span.traceState()).weight(), Double::sum);
    }
    Set<String> surely =
        sampled.spans.stream()
            .filter(span -> span.traceState().isEmpty())
            .map(Span::traceId)
            .collect(Collectors.toSet());
    spansPerTrace.forEach(
        (service, traces) -> {
          double total = traces.values().stream().mapToLong(spans -> spans).sum();
          double variance =
              traces.entrySet().stream()
                  .filter(trace -> !surely.contains(trace.getKey()))
                  .mapToDouble(trace -> Math.pow(trace.getValue(), 2) * (1 - RATIO) / RATIO)
                  .sum();
          assertThat(Math.abs(weighted.getOrDefault(service, 0.0) - total))
              .as("%s: %s of %s, sigma %s", service, weighted.get(service), total, variance)
              .isLessThanOrEqualTo(3 * Math.sqrt(variance));
        });
    assertThat(sampled.spans.size()).isBetween(truth.spans.size() / 2, truth.spans.size() * 2 / 3);
    assertThat(sampled.logs).as("logs are not sampled").hasSameSizeAs(truth.logs);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.25, 0.1, 0.003})
  void whatASpanSaysIsTheRatioThatItWasKeptWith(double ratio) {
    HeadSampling sampling = new HeadSampling(ratio, new Window(0, 10));
    String said = sampling.traceState(Request.of(7, 5, true));
    assertThat(TraceStates.weight(said).weight() * ratio)
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(sampling.traceState(Request.of(7, 10, true))).as("outside the window").isEmpty();
  }
}
