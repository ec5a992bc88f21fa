package io.distributeddebug.state.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.simulation.state.StateFault;
import io.distributeddebug.simulation.state.StateTruth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateChecksTest {
  private static final int SEEDS = 20;

  static Stream<StateFault> faults() {
    return Arrays.stream(StateFault.values());
  }

  @Test
  void aSystemThatKeepsItsPromisesIsNotAccused() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(SimulatedState.of(seed, Set.of()).review().findings())
          .as("seed " + seed)
          .isEmpty();
    }
  }

  @Test
  void everyCheckHasSomethingToLookAt() {
    assertThat(SimulatedState.of(1, Set.of()).review().summaries(StateCheck.standard()))
        .allMatch(summary -> summary.verdict().equals("no-anomaly-found"))
        .hasSameSizeAs(StateFault.values());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsFoundAndNothingElse(StateFault fault) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimulatedState run = SimulatedState.of(seed, Set.of(fault));
      List<StateFinding> found = run.review().findings();
      assertThat(run.truth().faults()).isNotEmpty();
      for (StateTruth.Row truth : run.truth().faults()) {
        assertThat(found)
            .as("seed " + seed)
            .anySatisfy(
                finding -> {
                  assertThat(finding.kind()).isEqualTo(truth.kind());
                  assertThat(finding.subject()).isEqualTo(truth.subject());
                  assertThat(finding.grade()).isNotEqualTo(Grade.CLOCK_DEPENDENT);
                });
      }
      assertThat(found).as("seed " + seed).allMatch(it -> it.kind().equals(fault.word()));
    }
  }

  @Test
  void allFaultsAtOnceAreFoundEachOnce() {
    SimulatedState run = SimulatedState.of(7, EnumSet.allOf(StateFault.class));
    Set<String> kinds =
        run.review().findings().stream().map(StateFinding::kind).collect(Collectors.toSet());
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StateFault.values()).map(StateFault::word).toList());
  }

  @Test
  void whatWasNotSampledAccusesNobody() {
    for (int kept : List.of(50, 10)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        SimulatedState run =
            SimulatedState.of(seed, Set.of(), trace -> Math.floorMod(trace.hashCode(), 100) < kept);
        assertThat(run.review().findings())
            .as("seed " + seed + ", " + kept + " % of the traces")
            .filteredOn(finding -> finding.grade() != Grade.AS_RECORDED)
            .isEmpty();
      }
    }
  }

  @Test
  void partsOfAReviewAddUpInAnyOrder() {
    SimulatedState run = SimulatedState.of(3, EnumSet.allOf(StateFault.class));
    StateReview other = SimulatedState.of(4, EnumSet.allOf(StateFault.class)).review();
    StateReview one = new StateReview().merge(run.review()).merge(other);
    StateReview two = new StateReview().merge(other).merge(run.review());
    assertThat(one.findings()).isEqualTo(two.findings());
    assertThat(one.summaries(StateCheck.standard()))
        .isEqualTo(two.summaries(StateCheck.standard()));
  }
}
