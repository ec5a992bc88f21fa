package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RankedCausesTest {
  private static final Evidence GAP =
      new Evidence("spans", "Spans of stock are lost.", 0, Unit.COUNT, Optional.empty(), "", "");

  @Test
  void whatIsSaidOfAServiceWithLostSpansCountsHalfAndSaysWhy() {
    RankedCauses ranked = causes(cause("stock", 10, 0.6), cause("payment", 8, 0.3));
    assertThat(ranked.standingOn(Map.of())).isSameAs(ranked);

    RankedCauses weighed = ranked.standingOn(Map.of("stock", GAP));
    assertThat(weighed.hypotheses())
        .extracting(Hypothesis::service, Hypothesis::score, Hypothesis::confidence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("payment", 8.0, 0.3),
            org.assertj.core.groups.Tuple.tuple("stock", 5.0, 0.3));
    assertThat(weighed.hypotheses().get(1).evidenceAgainst()).containsExactly(GAP);
  }

  private static RankedCauses causes(Hypothesis... hypotheses) {
    return new RankedCauses(
        new Window(0, 1), "", List.of(), "", List.of(hypotheses), false, List.of());
  }

  private static Hypothesis cause(String service, double score, double confidence) {
    return new Hypothesis(
        service,
        "",
        "",
        Optional.empty(),
        CauseKind.WRONG_RESULT,
        score,
        confidence,
        "",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
