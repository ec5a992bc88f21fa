package io.distributeddebug.consistency.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.HistoryDrawing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call a line: process, what it did, and when, a column an instant. */
class StructuresTest {
  @Test
  void ofAQueueTheTwoElementsAreShownOfWhichOneOvertookTheOther() {
    Verdict verdict =
        check(
            """
            0 enqueue 1 |--
            0 enqueue 2 |    --
            1 enqueue 3 |    ----
            2 dequeue 2 |         --
            2 dequeue 3 |            --
            2 dequeue 1 |               --
            """);

    assertThat(operations(verdict))
        .containsExactly("enqueue 1", "enqueue 2", "dequeue 2", "dequeue 1");
  }

  @Test
  void ofALockTheHoldsThatOverlapAreShown() {
    Verdict verdict =
        check(
            """
            0 acquire   |--
            0 release   |   --
            1 acquire   |      --
            2 acquire   |         --
            1 release   |            --
            """);

    assertThat(operations(verdict)).containsExactly("acquire 1", "acquire 2");
  }

  @Test
  void ofASetAnElementThatWasThereAndIsNotSeenIsShown() {
    Verdict verdict =
        check(
            """
            0 add 1     |--
            1 add 2     |--
            2 read 1,2  |   --
            2 read 1    |      --
            """);

    assertThat(operations(verdict)).containsExactly("add 2", "read [1]");
  }

  @Test
  void ofACounterAReadIsShownThatMissesWhatHadBeenAdded() {
    Verdict verdict =
        check(
            """
            0 add 2     |--
            1 add 3     |  -----
            2 read =2   |   --
            2 read =3   |     --
            """);

    assertThat(verdict.conclusion()).isEqualTo(Conclusion.VIOLATED);
    assertThat(operations(verdict)).contains("add 2", "read 3");
  }

  @Test
  void ofAListTwoReadsAreShownThatNoOrderOfAppendsExplains() {
    Verdict verdict =
        check(
            """
            0 append 1  |------
            1 append 2  |------
            2 read 1,2  |       --
            3 read 2,1  |       --
            """);

    assertThat(operations(verdict)).contains("read [1 2]", "read [2 1]");
  }

  @Test
  void whatCannotBeOnOneKeyIsNotChecked() {
    Verdict verdict =
        check(
            """
            0 add 1     |--
            1 enqueue 2 |--
            """);

    assertThat(verdict.conclusion()).isEqualTo(Conclusion.NOT_CHECKABLE);
    assertThat(verdict.reason())
        .isEqualTo("nothing has all the operations that there are: add, enqueue");
  }

  private static List<String> operations(Verdict verdict) {
    assertThat(verdict.anomalies()).hasSize(1);
    return verdict.anomalies().get(0).counterexample().members().stream()
        .map(Member::text)
        .toList();
  }

  private static Verdict check(String drawing) {
    return Linearizability.check(
        HistoryDrawing.calls(drawing), Completeness.AS_RECORDED, Budget.standard());
  }
}
