package io.distributeddebug.consistency.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.HistoryDrawing;
import org.junit.jupiter.api.Test;

/** A call a line: session, what it did, and when, a column an instant. */
class SessionGuaranteesTest {
  private static final String READER_GOES_BACK =
      """
      0 write 1   |--
      0 write 2   |   --
      1 read =2   |     ---
      1 read =1   |         --
      """;

  @Test
  void whoHasReadTheNewerValueDoesNotReadTheOlderOne() {
    Verdict verdict = check(READER_GOES_BACK, Level.MONOTONIC_READS);

    Counterexample shown = verdict.anomalies().get(0).counterexample();
    assertThat(verdict.anomalies().get(0).kind()).isEqualTo("monotonic-reads");
    assertThat(shown.summary())
        .isEqualTo(
            "session 1 saw 2 (#3) and later saw 1 (#4), against what else is known of their order;"
                + " of two versions each would have to be older than the other.");
    assertThat(shown.relations())
        .extracting(Counterexample.Relation::kind)
        .containsExactlyInAnyOrder("real-time", "session");
    assertThat(check(READER_GOES_BACK, Level.READ_YOUR_WRITES).conclusion())
        .isEqualTo(Conclusion.HOLDS);
  }

  @Test
  void whoHasWrittenAValueDoesNotReadTheOneBefore() {
    String drawing =
        """
        0 write 1   |--
        1 write 2   |   --
        1 read =1   |      --
        0 read =1   |      --
        """;

    assertThat(check(drawing, Level.READ_YOUR_WRITES).anomalies().get(0).counterexample().summary())
        .startsWith("session 1 wrote 2 (#2) and later saw 1 (#3)");
    assertThat(check(drawing, Level.MONOTONIC_READS).conclusion()).isEqualTo(Conclusion.HOLDS);
  }

  @Test
  void theWritesOfASessionKeepTheirOrderInAList() {
    String drawing =
        """
        0 append 1  |--
        0 append 2  |   --
        1 read 2,1  |      --
        """;

    assertThat(check(drawing, Level.MONOTONIC_WRITES).anomalies().get(0).counterexample().summary())
        .startsWith("session 0 wrote 1 (#1) and later wrote 2 (#2)");
  }

  @Test
  void listsThatContradictEachOtherTellNoOrderOfVersions() {
    String drawing =
        """
        0 append 1  |--
        1 read 1    |   --
        1 append 2  |      --
        2 read 2,1  |         --
        """;

    assertThat(check(drawing, Level.WRITES_FOLLOW_READS).conclusion())
        .isEqualTo(Conclusion.NOT_CHECKABLE);
  }

  private static Verdict check(String drawing, Level level) {
    return SessionGuarantees.check(
        HistoryDrawing.calls(drawing), level, Completeness.AS_RECORDED, Budget.standard());
  }
}
