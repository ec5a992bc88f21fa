package io.distributeddebug.consistency.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.RandomHistories;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.consistency.linearizability.RandomStructures.Structure;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryDrawing;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets, counters, lists, queues and locks. */
class StructuresOracleTest {
  @ParameterizedTest
  @EnumSource
  void theVerdictIsThatOfTryingEveryOrder(Structure structure) {
    RandomHistories.each(
        "linearizability of a " + structure + " against all orders",
        random -> {
          History history =
              new RandomStructures(random, structure, random.nextInt(4))
                  .anything(2 + random.nextInt(5), 3);
          boolean good = true;
          for (KeyCalls key : KeyCalls.of(history, Completeness.COMPLETE)) {
            good &= AllOrders.explain(history, key);
          }

          Verdict verdict = verdict(history, Completeness.COMPLETE);

          assertThat(verdict.conclusion())
              .as(HistoryDrawing.of(history))
              .isEqualTo(good ? Conclusion.HOLDS : Conclusion.VIOLATED);
          for (Anomaly anomaly : verdict.anomalies()) {
            assertThat(anomaly.counterexample().members()).isNotEmpty();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aGoodHistoryIsNeverCalledBadAndHardlyEverLeftUndecided(Structure structure) {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger undecided = new AtomicInteger();
    RandomHistories.each(
        "good histories of a " + structure,
        random -> {
          History history = new RandomStructures(random, structure, random.nextInt(4)).good(30, 4);

          Conclusion conclusion = verdict(history, Completeness.COMPLETE).conclusion();
          asked.incrementAndGet();
          undecided.addAndGet(conclusion == Conclusion.UNKNOWN ? 1 : 0);

          assertThat(conclusion)
              .as(HistoryDrawing.of(history))
              .isIn(Conclusion.HOLDS, Conclusion.UNKNOWN);
        });
    // Some are too hard for the budget: an unknown call may have happened at any later time, or
    // not.
    assertThat(undecided.get()).isLessThanOrEqualTo(1 + asked.get() / 100);
  }

  @ParameterizedTest
  @EnumSource
  void droppingOperationsOfAGoodHistoryBreaksNothing(Structure structure) {
    RandomHistories.each(
        "dropped operations of a " + structure,
        random -> {
          History whole = new RandomStructures(random, structure, random.nextInt(4)).good(20, 4);
          History rest = Thinned.of(whole, random, 0.05 + 0.85 * random.nextDouble());

          assertThat(verdict(rest, Completeness.SAMPLED).conclusion())
              .as(HistoryDrawing.of(rest))
              .isIn(Conclusion.HOLDS, Conclusion.UNKNOWN);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aSmallBudgetNeverChangesAVerdictIntoTheOther(Structure structure) {
    RandomHistories.each(
        "small budgets of a " + structure,
        random -> {
          History history =
              new RandomStructures(random, structure, random.nextInt(3)).anything(12, 4);
          Conclusion whole = verdict(history, Completeness.COMPLETE).conclusion();
          Budget small = Budget.standard().withSteps(1 + random.nextInt(100));

          assertThat(Linearizability.check(history, Completeness.COMPLETE, small).conclusion())
              .isIn(whole, Conclusion.UNKNOWN);
        });
  }

  private static Verdict verdict(History history, Completeness completeness) {
    return Linearizability.check(history, completeness, Budget.standard());
  }
}
