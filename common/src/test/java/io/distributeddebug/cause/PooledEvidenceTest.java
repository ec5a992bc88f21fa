package io.distributeddebug.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PooledEvidenceTest {
  /** P(Gamma(n, 1) >= x) is the chance of fewer than n Poisson events: e^-x sum x^k / k!. */
  @Test
  void agreesWithTheGammaTailInClosedForm() {
    assertThat(PooledEvidence.tail(5, 1)).isCloseTo(5, offset(1e-9));
    assertThat(PooledEvidence.tail(5, 2)).isCloseTo(5 - Math.log(6), offset(1e-9));
    assertThat(PooledEvidence.tail(10, 3)).isCloseTo(10 - Math.log(61), offset(1e-9));
  }

  @Test
  void staysExactWhereTheProbabilityUnderflows() {
    assertThat(PooledEvidence.tail(2000, 1)).isCloseTo(2000, offset(1e-6));
    assertThat(PooledEvidence.tail(2000, 2)).isCloseTo(2000 - Math.log(2001), offset(1e-3));
  }

  @Test
  void surprisesAtOrBelowWhatChanceGivesAreNoEvidence() {
    assertThat(PooledEvidence.tail(3, 3)).isZero();
    assertThat(PooledEvidence.neutral(7).nats()).isZero();
    assertThat(PooledEvidence.NONE.nats()).isZero();
  }

  @Property
  void moreSurpriseIsNeverLessEvidence(
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll @DoubleRange(max = 5000) double sum,
      @ForAll @DoubleRange(max = 100) double more) {
    assertThat(PooledEvidence.tail(sum + more, count))
        .isGreaterThanOrEqualTo(PooledEvidence.tail(sum, count) - 1e-6);
  }

  @Property
  void healthyCallsDiluteIt(
      @ForAll @IntRange(min = 1, max = 100) int count,
      @ForAll @DoubleRange(max = 1000) double sum,
      @ForAll @IntRange(min = 1, max = 100) int healthy) {
    assertThat(PooledEvidence.tail(sum, count + healthy))
        .isLessThanOrEqualTo(PooledEvidence.tail(sum, count) + 1e-6);
  }
}
