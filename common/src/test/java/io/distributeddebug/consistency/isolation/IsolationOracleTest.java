package io.distributeddebug.consistency.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.RandomHistories;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.consistency.isolation.RandomTransactions.Data;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryDrawing;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationOracleTest {
  private static final List<Level> LEVELS =
      List.of(
          Level.READ_COMMITTED,
          Level.READ_ATOMIC,
          Level.CAUSAL,
          Level.SNAPSHOT_ISOLATION,
          Level.SERIALIZABLE);
  private static final List<Level> WITH_TIME =
      List.of(
          Level.STRONG_SESSION_SNAPSHOT_ISOLATION,
          Level.STRONG_SESSION_SERIALIZABLE,
          Level.STRONG_SNAPSHOT_ISOLATION,
          Level.STRICT_SERIALIZABLE);
  private static final List<Level> ALL =
      Stream.concat(LEVELS.stream(), WITH_TIME.stream()).toList();

  @ParameterizedTest
  @EnumSource
  void theVerdictIsThatOfTryingEveryCommitOrder(Data data) {
    RandomHistories.each(
        "isolation of " + data + " against all commit orders",
        random -> {
          History history = anything(random, data);
          for (int i = 0; i < LEVELS.size(); i++) {
            boolean allowed = AllCommitOrders.allow(history, LEVELS.get(i));
            assertThat(conclusion(history, LEVELS.get(i), Completeness.COMPLETE))
                .as(LEVELS.get(i) + "\n" + HistoryDrawing.of(history))
                .isEqualTo(allowed ? Conclusion.HOLDS : Conclusion.VIOLATED);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void withTimesTheVerdictIsThatOfTryingEveryOrderThatAgreesWithThem(Data data) {
    RandomHistories.each(
        "isolation of " + data + " in time against all commit orders",
        random -> {
          History history =
              new RandomTransactions(random, data, 1 + random.nextInt(3))
                  .timed()
                  .anything(2 + random.nextInt(4), 1 + random.nextInt(3), 3);
          for (Level level : ALL) {
            assertThat(conclusion(history, level, Completeness.COMPLETE))
                .as(level + "\n" + HistoryDrawing.of(history))
                .isEqualTo(
                    AllCommitOrders.allow(history, level) ? Conclusion.HOLDS : Conclusion.VIOLATED);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void theStrongestLevelIsTheLastThatHolds(Data data) {
    RandomHistories.each(
        "strongest level of " + data,
        random -> {
          RandomTransactions transactions =
              new RandomTransactions(random, data, 1 + random.nextInt(3));
          History history =
              (random.nextBoolean() ? transactions.timed() : transactions)
                  .anything(2 + random.nextInt(4), 1 + random.nextInt(3), 3);
          Verdict verdict =
              Isolation.check(history, Level.STRONGEST, Completeness.COMPLETE, Budget.standard());
          Optional<Level> best =
              LEVELS.stream()
                  .filter(level -> AllCommitOrders.allow(history, level))
                  .reduce((a, b) -> b);

          assertThat(verdict.conclusion())
              .isEqualTo(best.isPresent() ? Conclusion.HOLDS : Conclusion.VIOLATED);
          best.ifPresent(
              level ->
                  assertThat(verdict.level())
                      .as(HistoryDrawing.of(history) + verdict.reason())
                      .isEqualTo(level.word()));
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatHeldStillHoldsWithoutSomeOfItsOperations(Data data) {
    RandomHistories.each(
        "dropped operations of " + data,
        random -> {
          History whole = anything(random, data);
          History rest =
              new RandomTransactions(random, data, 3)
                  .thinned(whole, 0.05 + 0.85 * random.nextDouble());
          for (Level level : LEVELS) {
            if (conclusion(whole, level, Completeness.COMPLETE) == Conclusion.HOLDS) {
              assertThat(conclusion(rest, level, Completeness.AS_RECORDED))
                  .as(level + "\n" + HistoryDrawing.of(whole) + "\n" + HistoryDrawing.of(rest))
                  .isEqualTo(Conclusion.HOLDS);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void serialTransactionsHoldEverythingAlsoWithoutSomeOfTheirOperations(Data data) {
    RandomHistories.each(
        "dropped operations of serial " + data,
        random -> {
          RandomTransactions transactions = new RandomTransactions(random, data, 4);
          History whole =
              (random.nextBoolean() ? transactions.timed() : transactions).serial(20, 3, 4);
          History rest = transactions.thinned(whole, 0.05 + 0.85 * random.nextDouble());
          for (Level level : whole.isTimed() ? ALL : LEVELS) {
            assertThat(conclusion(whole, level, Completeness.COMPLETE))
                .as(level + "\n" + HistoryDrawing.of(whole))
                .isEqualTo(Conclusion.HOLDS);
            assertThat(conclusion(rest, level, Completeness.AS_RECORDED))
                .as(level + "\n" + HistoryDrawing.of(rest))
                .isEqualTo(Conclusion.HOLDS);
          }
        });
  }

  private static History anything(SplittableRandom random, Data data) {
    return new RandomTransactions(random, data, 1 + random.nextInt(3))
        .anything(2 + random.nextInt(4), 1 + random.nextInt(3), 3);
  }

  private static Conclusion conclusion(History history, Level level, Completeness completeness) {
    return Isolation.check(history, level, completeness, Budget.standard()).conclusion();
  }
}
