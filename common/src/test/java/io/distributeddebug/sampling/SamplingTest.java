package io.distributeddebug.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.distributeddebug.sampling.SamplingWeight.Source;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {
  private static final long NINE =
      Instant.parse("2026-01-05T09:00:00Z").getEpochSecond() * 1_000_000_000L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ot=th:0                            | 1",
        "ot=th:8                            | 2",
        "ot=th:c                            | 4",
        "ot=th:e6666666666668               | 10",
        "ot=rv:6e6d1a75832a2f;th:fd70a3d70a3d7 | 100",
        "congo=t61, ot=p:3;r:62             | 8",
        "ot=p:3;th:c                        | 4",
      })
  void aTraceStateTellsHowManySpansOneStandsFor(String traceState, double weight) {
    SamplingWeight told = TraceStates.weight(traceState);
    assertThat(told.weight()).isCloseTo(weight, within(weight * 1e-9));
    assertThat(told.source()).isEqualTo(Source.TRACESTATE);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "''",
        "ot=",
        "ot=rv:6e6d1a75832a2f",
        "ot=th:",
        "ot=th:xyz",
        "ot=p:63",
        "ot=p:-1",
        "ot=th:123456789abcdef",
        "xot=th:8",
        "'vendor=th:8,,=;'"
      })
  void whatSaysNothingOfSamplingIsUnknownAndCountsOnce(String traceState) {
    assertThat(TraceStates.weight(traceState)).isEqualTo(SamplingWeight.UNKNOWN);
  }

  /** A span is kept if its randomness is not below the threshold: 2^56 - T of 2^56 values. */
  @Property
  void theWeightIsTheInverseOfTheShareThatIsKept(
      @ForAll @LongRange(min = 0, max = (1L << 56) - (1L << 27)) long threshold) {
    String digits = String.format("%014x", threshold);
    SamplingWeight told = TraceStates.weight("ot=th:" + digits);
    double kept = ((1L << 56) - threshold) / (double) (1L << 56);
    assertThat(told.weight() * kept).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "probabilistic, 0.1, 10, JAEGER",
    "const, 1, 1, JAEGER",
    "const, true, 1, UNKNOWN",
    "lowerbound, 0.1, 1, UNKNOWN",
    "ratelimiting, 2, 1, UNKNOWN",
  })
  void jaegersTagsCountWhereTheyTellAProbability(
      String type, String param, double weight, Source source) {
    SamplerTags tags = new SamplerTags(type, param, "", "", "", "");
    assertThat(SamplingRules.NONE.weight("web", tags, NINE))
        .isEqualTo(new SamplingWeight(weight, source));
  }

  @Test
  void ratesAndRatiosOfOthersCountAsTheyAreMeant() {
    assertThat(SamplerTags.decode("\u001f\u001f20\u001f\u001f\u001f").weight().weight())
        .isEqualTo(20);
    assertThat(SamplerTags.decode("\u001f\u001f\u001f0.25\u001f\u001f").weight().weight())
        .isEqualTo(4);
    assertThat(SamplerTags.decode("anything")).isEqualTo(SamplerTags.NONE);
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    SamplingRules rules =
        SamplingRules.parse(
            "checkout=0.5; xray:Default=0.05;*@2026-01-05T09:00:00Z/2026-01-05T10:00:00Z=0.1");
    SamplerTags byXray = new SamplerTags("", "", "", "", "Default", "");
    assertThat(rules.weight("checkout", SamplerTags.NONE, NINE).weight()).isEqualTo(2);
    assertThat(rules.weight("web", byXray, NINE)).isEqualTo(new SamplingWeight(20, Source.XRAY));
    assertThat(rules.weight("web", SamplerTags.NONE, NINE))
        .isEqualTo(new SamplingWeight(10, Source.CONFIGURED));
    assertThat(rules.weight("web", SamplerTags.NONE, NINE - 1)).isEqualTo(SamplingWeight.UNKNOWN);
    assertThat(rules.weight("web", new SamplerTags("const", "1", "", "", "", ""), NINE).weight())
        .as("what the telemetry says goes first")
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"web", "web=", "web=2", "=0.5", "web@yesterday=0.1", "web@2026-01-05T09:00:00Z=0.1"})
  void aRuleThatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> SamplingRules.parse("*=1;" + text))
        .hasMessage("Invalid sampling rule: '" + text + "', not NAME=RATIO or NAME@FROM/TO=RATIO");
  }
}
