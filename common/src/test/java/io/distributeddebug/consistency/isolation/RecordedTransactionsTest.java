package io.distributeddebug.consistency.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Histories of AWDIT, whose folder names the strongest weak level that holds. */
class RecordedTransactionsTest {
  private static final List<Level> WEAK =
      List.of(Level.READ_COMMITTED, Level.READ_ATOMIC, Level.CAUSAL);
  private static final Map<String, Integer> HELD =
      Map.of("none", 0, "read-committed", 1, "read-atomic", 2, "causal", 3);

  /**
   * The same three transactions make a circle with two missed writes and, since T7 was
   * acknowledged, one with a single missed write. That T7's 3 stands behind T5's 4, although nobody
   * has read it:
   *
   * <pre>
   *   T3  append 255 8
   *   T5  read   255 [2 3 4 5 8]      append 256 4   read 256 [1 2 4]      (saw T3, not T7)
   *   T7  read   255 [2 3 4 5]        append 256 3                         (did not see T3)
   *
   *   lists only grow, and [1 2 4] was read:  256 is [1 2 4 .. 3 ..] in the end, so T5 -ww-> T7
   *
   *        8 in 255             4 before 3 in 256          no 8 in 255
   *   T3 ----wr----> T5 ------------ww-----------> T7 ------------rw-----------> T3
   * </pre>
   *
   * Snapshot isolation by its definition, without version orders: T5 and T7 both append to 256, so
   * one of them ends before the other begins.
   *
   * <pre>
   *   T7 first:  T5 begins behind T7's end and finds its 3 in 256           but read [1 2 4]
   *   T5 first:  T7 begins behind T5's end, T5 behind T3's (it saw 8), so
   *              T7 finds 8 in 255                                          but read [2 3 4 5]
   * </pre>
   *
   * No order of beginnings and ends is left: snapshot isolation is violated. Elle infers the same
   * (previously-appended-element: an append that nobody saw comes after the longest list).
   */
  @Test
  void ofTheExampleOfEllesPaperTheCircleIsFound() throws IOException {
    History history = elle("paper-example");

    Verdict verdict = check(history, Level.SERIALIZABLE);

    assertThat(verdict.anomalies()).extracting(Anomaly::kind).contains("G2-item");
    assertThat(circle(verdict, "G2-item")).isEqualTo("T5 -rw-> T7 -rw-> T3 -wr-> T5");
    assertThat(circle(verdict, "G-single")).isEqualTo("T7 -rw-> T3 -wr-> T5 -ww-> T7");
    assertThat(check(history, Level.SNAPSHOT_ISOLATION).conclusion())
        .isEqualTo(Conclusion.VIOLATED);
    assertThat(AllCommitOrders.allow(history, Level.SNAPSHOT_ISOLATION)).isFalse();
    assertThat(check(history, Level.CAUSAL).conclusion()).isEqualTo(Conclusion.HOLDS);
  }

  @Test
  void ofEllesWriteSkewSnapshotIsolationHoldsAndSerializabilityDoesNot() throws IOException {
    History history = elle("si-without-g-single");

    Verdict verdict = check(history, Level.SERIALIZABLE);

    assertThat(verdict.anomalies()).extracting(Anomaly::kind).containsExactly("G2-item");
    assertThat(circle(verdict, "G2-item")).isEqualTo("T31 -rw-> T41 -rw-> T31");
    assertThat(verdict.anomalies().get(0).pattern()).isEqualTo("write-skew");
    assertThat(check(history, Level.SNAPSHOT_ISOLATION).conclusion()).isEqualTo(Conclusion.HOLDS);
    Verdict strongest = check(history, Level.STRONGEST);
    assertThat(strongest.level()).isEqualTo("snapshot-isolation");
    assertThat(strongest.reason())
        .startsWith("serializable is violated (G2-item); strong-session-snapshot-isolation holds");
  }

  private static History elle(String name) throws IOException {
    return HistoryDrawing.read("edn", Files.readString(data("elle").resolve(name + ".edn")));
  }

  private static String circle(Verdict verdict, String kind) {
    List<Counterexample.Relation> relations =
        verdict.anomalies().stream()
            .filter(anomaly -> anomaly.kind().equals(kind))
            .findFirst()
            .orElseThrow()
            .counterexample()
            .relations();
    StringBuilder circle = new StringBuilder(relations.get(0).from());
    relations.forEach(
        relation ->
            circle.append(" -").append(relation.kind()).append("-> ").append(relation.to()));
    return circle.toString();
  }

  private static Verdict check(History history, Level level) {
    return Isolation.check(history, level, Completeness.AS_RECORDED, Budget.standard());
  }

  private static Path data(String name) {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: histories are skipped");
    Path folder = Path.of(data, "histories", name);
    assumeTrue(Files.isDirectory(folder), "no folder histories in DISTRIBUTED_DEBUG_TEST_DATA");
    return folder;
  }

  @TestFactory
  Stream<DynamicTest> theStrongestWeakLevelIsThatOfTheFolder() throws IOException {
    Path folder = data("awdit");
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(),
                    () -> check(file, HELD.get(folder.relativize(file).getName(0).toString()))));
  }

  private static void check(Path file, int held) throws IOException {
    History history = HistoryDrawing.read("awdit", Files.readString(file));
    for (int i = 0; i < WEAK.size(); i++) {
      assertThat(
              Isolation.check(history, WEAK.get(i), Completeness.AS_RECORDED, Budget.standard())
                  .conclusion())
          .as(WEAK.get(i).word())
          .isEqualTo(i < held ? Conclusion.HOLDS : Conclusion.VIOLATED);
    }
  }
}
