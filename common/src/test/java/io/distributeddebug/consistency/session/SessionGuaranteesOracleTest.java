package io.distributeddebug.consistency.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.RandomHistories;
import io.distributeddebug.consistency.isolation.RandomTransactions;
import io.distributeddebug.consistency.isolation.RandomTransactions.Data;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryBuilder;
import io.distributeddebug.history.HistoryDrawing;
import io.distributeddebug.history.Outcome;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionGuaranteesOracleTest {
  private static final List<Level> LEVELS =
      List.of(
          Level.READ_YOUR_WRITES,
          Level.MONOTONIC_READS,
          Level.MONOTONIC_WRITES,
          Level.WRITES_FOLLOW_READS);

  @ParameterizedTest
  @EnumSource
  void theVerdictIsThatOfTryingEveryOrderOfVersions(Data data) {
    RandomHistories.each(
        "session guarantees of " + data + " against all orders of versions",
        random -> {
          RandomTransactions transactions =
              new RandomTransactions(random, data, 1 + random.nextInt(2));
          assertAsByDefinition(
              (random.nextBoolean() ? transactions.timed() : transactions)
                  .anything(2 + random.nextInt(5), 1 + random.nextInt(3), 2));
        });
  }

  @Test
  void theVerdictOnSingleOperationsIsThatOfTryingEveryOrderOfVersions() {
    RandomHistories.each(
        "session guarantees of single operations against all orders of versions",
        random -> assertAsByDefinition(singles(random)));
  }

  private static void assertAsByDefinition(History history) {
    for (Level level : LEVELS) {
      assertThat(conclusion(history, level))
          .as(level + "\n" + HistoryDrawing.of(history))
          .isEqualTo(AllVersionOrders.conclusion(history, level));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofWhatRanSeriallyEveryGuaranteeHoldsAlsoWithoutSomeOfItsOperations(Data data) {
    RandomHistories.each(
        "dropped operations of sessions on " + data,
        random -> {
          RandomTransactions transactions = new RandomTransactions(random, data, 3);
          History whole =
              (random.nextBoolean() ? transactions.timed() : transactions).serial(20, 3, 4);
          History rest = transactions.thinned(whole, 0.05 + 0.85 * random.nextDouble());
          for (Level level : LEVELS) {
            assertThat(conclusion(whole, level)).isEqualTo(Conclusion.HOLDS);
            assertThat(conclusion(rest, level))
                .as(level + "\n" + HistoryDrawing.of(rest))
                .isEqualTo(Conclusion.HOLDS);
          }
        });
  }

  private static Conclusion conclusion(History history, Level level) {
    return SessionGuarantees.check(history, level, Completeness.AS_RECORDED, Budget.standard())
        .conclusion();
  }

  /** Reads, writes and compare-and-sets of a register, some of them under way at once. */
  private static History singles(SplittableRandom random) {
    HistoryBuilder builder = new HistoryBuilder("nil");
    int written = 0;
    for (int t = 0; t < 2 + random.nextInt(6); t++) {
      String session = "s" + random.nextInt(3);
      int next = t == 0 ? 0 : random.nextInt(3);
      builder.begin(builder.session(session), 10L * t, 10L * t + 1 + random.nextInt(25));
      int key = builder.key("x");
      int seen =
          written == 0 || random.nextInt(6) == 0
              ? History.NIL
              : builder.value(Integer.toString(1 + random.nextInt(written)));
      switch (next) {
        case 0 -> builder.write(key, builder.value(Integer.toString(++written)));
        case 1 -> builder.read(key, seen);
        default -> builder.cas(key, seen, builder.value(Integer.toString(++written)));
      }
      builder.end(random.nextInt(8) == 0 ? Outcome.FAIL : Outcome.OK, "T" + t, t + 1);
    }
    return builder.timed();
  }
}
