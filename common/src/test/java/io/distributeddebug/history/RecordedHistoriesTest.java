package io.distributeddebug.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Histories that others recorded are read to their end, each invocation once. */
class RecordedHistoriesTest {
  @Test
  void everyEntryOfTheRecordedHistoriesIsRead() throws Exception {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: histories are skipped");
    Path folder = Path.of(data, "histories");
    assumeTrue(Files.isDirectory(folder), "no folder histories in DISTRIBUTED_DEBUG_TEST_DATA");

    assertThat(files(folder.resolve("porcupine-etcd"), ".log"))
        .isNotEmpty()
        .allSatisfy(file -> assertTransactions(file, "etcd", ":invoke"));
    assertThat(files(folder.resolve("porcupine-kv"), ".txt"))
        .isNotEmpty()
        .allSatisfy(file -> assertTransactions(file, "kv", ":invoke"));
    assertThat(files(folder.resolve("elle"), ".edn"))
        .isNotEmpty()
        .allSatisfy(file -> assertTransactions(file, "edn", ":invoke"));
    assertThat(files(folder.resolve("awdit"), ".txt"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(read(file, "awdit").operations())
                    .isEqualTo(
                        (int)
                            Files.readAllLines(file).stream()
                                .filter(line -> line.startsWith("r ") || line.startsWith("w "))
                                .count()));
  }

  private static void assertTransactions(Path file, String format, String mark) throws Exception {
    long invocations = Files.readAllLines(file).stream().filter(l -> l.contains(mark)).count();
    assertThat(read(file, format).transactions()).isEqualTo((int) invocations);
  }

  private static History read(Path file, String format) throws Exception {
    return HistoryFormats.named(format)
        .orElseThrow()
        .read(List.of(new HistoryPart(file.toString(), Files.readAllBytes(file))));
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
