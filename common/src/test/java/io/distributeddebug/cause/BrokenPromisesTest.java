package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrokenPromisesTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final Window INCIDENT = new Window(100 * MINUTE, 110 * MINUTE);

  @Test
  void aSureOneIsACauseWhereNothingElseStandsOut() {
    RankedCauses causes =
        BrokenPromises.with(
            ranked(true, cause("cart", 2)), List.of(found("lost-update", 1, 30 * MINUTE)));

    assertThat(causes.nothingStandsOut()).isFalse();
    assertThat(causes.hypotheses())
        .extracting(Hypothesis::service)
        .containsExactly("account", "cart");
    assertThat(causes.hypotheses().get(0).kind()).isEqualTo(CauseKind.DATA_INCONSISTENCY);
    assertThat(causes.hypotheses().get(0).confidence()).isGreaterThan(0.9);
    assertThat(causes.incident()).isEqualTo(new Window(30 * MINUTE, 31 * MINUTE));
    assertThat(causes.baselines()).containsExactly(new Window(20 * MINUTE, 30 * MINUTE));
  }

  @Test
  void besideAClearFaultItComesSecondAndMovesNoWindow() {
    RankedCauses causes =
        BrokenPromises.with(
            ranked(false, cause("cart", 40)), List.of(found("deadlock", 1, 105 * MINUTE)));

    assertThat(causes.hypotheses())
        .extracting(Hypothesis::service)
        .containsExactly("cart", "account");
    assertThat(causes.hypotheses().get(1).kind()).isEqualTo(CauseKind.LOCK_CONTENTION);
    assertThat(causes.incident()).isEqualTo(INCIDENT);
  }

  @Test
  void oneOfAnotherTimeOrOfDoubtIsNone() {
    RankedCauses given = ranked(false, cause("cart", 40));
    assertThat(BrokenPromises.with(given, List.of(found("deadlock", 1, 30 * MINUTE))))
        .isSameAs(given);
    assertThat(BrokenPromises.with(given, List.of(found("stale-read", 0.6, 105 * MINUTE))))
        .isSameAs(given);
    assertThat(BrokenPromises.with(given, List.of())).isSameAs(given);
  }

  private static RankedCauses ranked(boolean nothing, Hypothesis... hypotheses) {
    return new RankedCauses(INCIDENT, "", List.of(), "", List.of(hypotheses), nothing, List.of());
  }

  private static Hypothesis cause(String service, double score) {
    return new Hypothesis(
        service,
        "",
        "",
        Optional.empty(),
        CauseKind.CPU,
        score,
        0.1,
        "",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Finding found(String kind, double confidence, long at) {
    return new Finding(
        kind,
        Severity.CRITICAL,
        confidence,
        new Window(at, at + 1),
        List.of("account"),
        "",
        "It was broken",
        List.of(),
        List.of(),
        "Mend it.");
  }
}
