package io.distributeddebug.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.trace.DrawnTrace;
import io.distributeddebug.trace.Trace;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String USUAL =
      """
      web GET /             | ==========
        web call {client}   |  =======
          cart load         |   =====
      """;
  private static final String SLOW =
      """
      web GET /             | ================
        web call {client}   |  =============
          cart load         |   ===========
      """;
  private static final String FAILING =
      """
      web GET / {error}           | ==========
        web call {client error}   |  =======
          cart load {error}       |   =====
      """;
  private static final String WITHOUT_THE_CALL =
      """
      web GET /             | ==========
        mail send           |  =======
      """;

  @Test
  void aSetDoesNotDifferFromItself() {
    TraceSetTally any = set(100, USUAL, SLOW, FAILING);
    Comparison comparison = Comparison.of(any, any);
    assertThat(comparison.isEmpty()).isTrue();
    assertThat(comparison.first().traces()).isEqualTo(100);
  }

  @Test
  void whatIsSlowerItselfComesBeforeThoseThatWaitForIt() {
    Comparison comparison = Comparison.of(set(100, USUAL), set(100, SLOW));
    assertThat(comparison.operations())
        .extracting(change -> change.operation() + " " + change.verdict())
        .containsExactly("[cart] load WORSE", "[web] GET / WORSE", "[web] call WORSE");
    Comparison.OperationChange load = comparison.operations().get(0);
    assertThat(load.addedOwnNanos()).isEqualTo(6e6);
    assertThat(load.score()).isEqualTo(0.6);
    assertThat(load.first().meanNanos()).isEqualTo(5e6);
    assertThat(load.second().meanNanos()).isEqualTo(11e6);
    assertThat(comparison.calls()).isEmpty();
    assertThat(comparison.attributes()).isEmpty();
  }

  @Test
  void theOtherWayRoundItIsBetter() {
    assertThat(Comparison.of(set(100, SLOW), set(100, USUAL)).operations())
        .extracting(Comparison.OperationChange::verdict)
        .containsOnly(Verdict.BETTER);
  }

  @Test
  void whatFailsMoreOftenIsWorse() {
    Comparison comparison = Comparison.of(set(100, USUAL), set(100, USUAL, FAILING));
    assertThat(comparison.operations())
        .extracting(Comparison.OperationChange::verdict)
        .containsOnly(Verdict.WORSE)
        .hasSize(3);
    assertThat(comparison.operations().get(0).second().errorRatio()).isEqualTo(0.5);
    assertThat(comparison.second().failed()).isEqualTo(50);
  }

  @Test
  void callsAppearAndVanish() {
    Comparison comparison = Comparison.of(set(60, USUAL), set(40, WITHOUT_THE_CALL));
    assertThat(comparison.calls())
        .extracting(
            change ->
                change.call().parent() + " > " + change.call().child() + " " + change.verdict())
        .containsExactly(
            "[web] GET / > [mail] send MORE",
            "[web] GET / > [web] call LESS",
            "[web] call > [cart] load LESS");
    assertThat(comparison.calls().get(0).secondTraces()).isEqualTo(40);
  }

  @Test
  void attributesThatAreMoreCommonInOneSetAreTold() {
    Comparison comparison =
        Comparison.of(
            set(200, USUAL.replace("load", "load {app.tier=gold}"), USUAL),
            set(200, USUAL.replace("load", "load {app.tier=free}"), USUAL));
    assertThat(comparison.attributes())
        .extracting(change -> change.attribute() + "=" + change.value() + " " + change.verdict())
        .containsExactly("app.tier=free MORE", "app.tier=gold LESS");
  }

  @Test
  void anAttributeOfTooManyValuesIsNamedAndNotCompared() {
    TraceSetTally many = new TraceSetTally();
    TraceSetTally half = new TraceSetTally();
    for (int i = 0; i < 400; i++) {
      (i % 2 == 0 ? many : half)
          .add(trace(USUAL.replace("load", "load {app.id=" + i + "x}")), carried(i));
    }
    TraceSetTally more = new TraceSetTally();
    for (int i = 400; i < 1000; i++) {
      more.add(trace(USUAL), carried(i));
    }
    many.merge(half).merge(more);
    Comparison comparison = Comparison.of(many, set(100, USUAL));
    assertThat(comparison.attributesOfTooManyValues()).containsExactly("id");
    assertThat(comparison.attributes()).isEmpty();
  }

  @Test
  void ofAFewTracesNothingIsTold() {
    Comparison comparison = Comparison.of(set(5, USUAL), set(5, SLOW));
    assertThat(comparison.operations())
        .extracting(Comparison.OperationChange::verdict)
        .containsOnly(Verdict.CANNOT_TELL);
    assertThat(comparison.second().isTooSmall()).isTrue();
  }

  @Test
  void chanceIsNotTakenForADifference() {
    Random random = new Random(7);
    int told = 0;
    for (int round = 0; round < 50; round++) {
      TraceSetTally one = new TraceSetTally();
      TraceSetTally other = new TraceSetTally();
      for (int i = 0; i < 60; i++) {
        one.add(trace(random.nextInt(3) == 0 ? SLOW : USUAL), (span, consumer) -> {});
        other.add(trace(random.nextInt(3) == 0 ? SLOW : USUAL), (span, consumer) -> {});
      }
      told += Comparison.of(one, other).isEmpty() ? 0 : 1;
    }
    assertThat(told).isLessThanOrEqualTo(2);
  }

  @Test
  void partsThatAreMergedAreOnePass() {
    TraceSetTally parts = set(30, USUAL).merge(set(30, SLOW)).merge(set(30, FAILING));
    TraceSetTally other = set(90, WITHOUT_THE_CALL);
    assertThat(Comparison.of(parts, other))
        .isEqualTo(Comparison.of(set(90, USUAL, SLOW, FAILING), other));
  }

  private static TraceSetTally.AttributesOf carried(int id) {
    return (span, consumer) -> consumer.accept("id", Integer.toString(id));
  }

  private static Trace trace(String drawn) {
    return DrawnTrace.trace(drawn);
  }

  private static TraceSetTally set(int traces, String... drawn) {
    TraceSetTally set = new TraceSetTally();
    for (int i = 0; i < traces; i++) {
      DrawnTrace one = DrawnTrace.of(drawn[i % drawn.length]);
      Trace trace = one.trace();
      set.add(
          trace,
          (span, consumer) ->
              one.spans().get(trace.row(span)).attributes().text().forEach(consumer));
    }
    return set;
  }
}
