package io.distributeddebug.consistency.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.HistoryDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Logs of etcd and of a key-value store whose verdicts others have published. */
class RecordedRegistersTest {
  private static Path folder() {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: histories are skipped");
    Path folder = Path.of(data, "histories");
    assumeTrue(Files.isDirectory(folder), "no folder histories in DISTRIBUTED_DEBUG_TEST_DATA");
    return folder;
  }

  @TestFactory
  Stream<DynamicTest> theVerdictsOnEtcdAreThePublishedOnes() throws IOException {
    Path logs = folder().resolve("porcupine-etcd");
    List<DynamicTest> tests = new ArrayList<>();
    for (String row : Files.readAllLines(logs.resolve("verdicts.csv"))) {
      List<String> cells = List.of(row.split(",", -1));
      if (cells.get(0).endsWith(".log")) {
        tests.add(
            DynamicTest.dynamicTest(
                cells.get(0),
                () -> check(logs.resolve(cells.get(0)), "etcd", cells.get(1).equals("true"))));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> theVerdictsOnKeyValueStoresAreInTheirNames() throws IOException {
    List<Path> logs;
    try (Stream<Path> files = Files.list(folder().resolve("porcupine-kv"))) {
      logs = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(logs).isNotEmpty();
    return logs.stream()
        .map(
            log ->
                DynamicTest.dynamicTest(
                    log.getFileName().toString(),
                    () -> check(log, "kv", log.toString().contains("ok"))));
  }

  private static void check(Path log, String format, boolean linearizable) throws IOException {
    Verdict verdict =
        Linearizability.check(
            HistoryDrawing.read(format, Files.readString(log)),
            Completeness.AS_RECORDED,
            Budget.standard());
    assertThat(verdict.conclusion())
        .isEqualTo(linearizable ? Conclusion.HOLDS : Conclusion.VIOLATED);
  }
}
