package io.distributeddebug.consistency.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.RandomHistories;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.consistency.linearizability.RandomCalls.Workload;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryDrawing;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearizabilityOracleTest {
  @ParameterizedTest
  @EnumSource
  void theVerdictIsThatOfTryingEveryOrder(Workload workload) {
    RandomHistories.each(
        "linearizability of " + workload + " against all orders",
        random -> {
          RandomCalls calls = new RandomCalls(random, workload, 2 + random.nextInt(2));
          History history = calls.anything(2 + random.nextInt(5), 3);
          boolean good = true;
          for (KeyCalls key : KeyCalls.of(history, Completeness.COMPLETE)) {
            good &= AllOrders.explain(history, key);
          }

          Verdict verdict =
              Linearizability.check(history, Completeness.COMPLETE, Budget.standard());

          assertThat(verdict.conclusion())
              .as(HistoryDrawing.of(history))
              .isEqualTo(good ? Conclusion.HOLDS : Conclusion.VIOLATED);
        });
  }

  @ParameterizedTest
  @EnumSource
  void everyConflictIsConfirmedByTheSecondCheck(Workload workload) {
    RandomHistories.each(
        "conflicts of " + workload,
        random -> {
          History history = new RandomCalls(random, workload, 3).anything(12, 3);
          Verdict verdict =
              Linearizability.check(history, Completeness.COMPLETE, Budget.standard());
          for (Anomaly anomaly : verdict.anomalies()) {
            assertThat(anomaly.counterexample().members()).hasSizeBetween(1, 12);
          }
          assertThat(verdict.conclusion()).isIn(Conclusion.HOLDS, Conclusion.VIOLATED);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"UNIQUE_VALUES", "TEXT"})
  void droppingOperationsOfAGoodHistoryBreaksNothing(Workload workload) {
    RandomHistories.each(
        "dropped operations of " + workload,
        random -> {
          // Appended pieces have to differ, or a missing one cannot be told.
          int values = workload == Workload.TEXT ? 26 : 5;
          History whole = new RandomCalls(random, workload, values).good(20, 4);
          History rest = Thinned.of(whole, random, 0.05 + 0.85 * random.nextDouble());
          if (workload == Workload.TEXT && repeats(whole)) {
            return;
          }

          for (Completeness completeness :
              List.of(Completeness.AS_RECORDED, Completeness.SAMPLED)) {
            assertThat(Linearizability.check(rest, completeness, Budget.standard()).conclusion())
                .as(HistoryDrawing.of(rest))
                .isEqualTo(Conclusion.HOLDS);
          }
        });
  }

  @Test
  void ofSampledValuesThatRepeatAConflictProvesNothing() {
    History history =
        HistoryDrawing.read(
            "etcd",
            """
            jepsen.util - 0 :invoke :write 1
            jepsen.util - 0 :ok :write 1
            jepsen.util - 0 :invoke :write 1
            jepsen.util - 0 :ok :write 1
            jepsen.util - 0 :invoke :write 2
            jepsen.util - 0 :ok :write 2
            jepsen.util - 0 :invoke :read nil
            jepsen.util - 0 :ok :read 1
            """);

    assertThat(conclusion(history, Completeness.AS_RECORDED)).isEqualTo(Conclusion.VIOLATED);
    assertThat(conclusion(history, Completeness.SAMPLED)).isEqualTo(Conclusion.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void aGoodHistoryIsNeverCalledBadAndHardlyEverLeftUndecided(Workload workload) {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger undecided = new AtomicInteger();
    RandomHistories.each(
        "good histories of " + workload,
        random -> {
          History history = new RandomCalls(random, workload, 3).good(30, 4);

          Conclusion conclusion = conclusion(history, Completeness.COMPLETE);
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
  void aSmallBudgetNeverChangesAVerdictIntoTheOther(Workload workload) {
    RandomHistories.each(
        "small budgets of " + workload,
        random -> {
          History history = new RandomCalls(random, workload, 3).anything(40, 8);
          Conclusion whole = conclusion(history, Completeness.COMPLETE);
          Budget small = Budget.standard().withSteps(1 + random.nextInt(100));

          assertThat(Linearizability.check(history, Completeness.COMPLETE, small).conclusion())
              .isIn(whole, Conclusion.UNKNOWN);
        });
  }

  private static Conclusion conclusion(History history, Completeness completeness) {
    return Linearizability.check(history, completeness, Budget.standard()).conclusion();
  }

  private static boolean repeats(History history) {
    boolean[] seen = new boolean[history.values()];
    for (int o = 0; o < history.operations(); o++) {
      if (!history.kind(o).isRead()) {
        if (seen[history.value(o)]) {
          return true;
        }
        seen[history.value(o)] = true;
      }
    }
    return false;
  }
}
