package io.distributeddebug.consistency.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.history.History;
import io.distributeddebug.history.HistoryDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Histories of AWDIT, whose folder names the strongest weak level that holds. */
class RecordedTransactionsTest {
  private static final List<Level> WEAK =
      List.of(Level.READ_COMMITTED, Level.READ_ATOMIC, Level.CAUSAL);
  private static final Map<String, Integer> HELD =
      Map.of("none", 0, "read-committed", 1, "read-atomic", 2, "causal", 3);

  @TestFactory
  Stream<DynamicTest> theStrongestWeakLevelIsThatOfTheFolder() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: histories are skipped");
    Path folder = Path.of(data, "histories", "awdit");
    assumeTrue(Files.isDirectory(folder), "no folder histories in DISTRIBUTED_DEBUG_TEST_DATA");
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
