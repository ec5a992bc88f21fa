package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F1, F13, F32: whatever ends a run, the next one makes the tables of an undisturbed run. */
class KilledIngestTest {
  @TempDir static Path folder;
  private static Path archive;
  private static SortedMap<String, String> undisturbed;

  @BeforeAll
  static void ingestUndisturbed() {
    archive =
        OtlpArchive.mixed(folder.resolve("archive"))
            .spans("again.jsonl", 10, 30)
            .text("traces/bad.jsonl", OtlpArchive.span(200) + "\n{\"resourceSpans\":[{]\n")
            .folder();
    undisturbed = ingest("undisturbed");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BATCH_PLANNED",
        "FILES_READ",
        "SPANS_COMMITTED",
        "METRICS_COMMITTED",
        "REJECTS_COMMITTED",
        "BEFORE_BATCH_DONE",
        "BATCH_DONE"
      })
  void F1_makesTheSameTablesAfterBeingKilled(Failpoint point) throws Exception {
    String name = point.name();
    Process killed = IngestProcess.start(folder.resolve(name), archive, point, "kill");
    assertThat(killed.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(killed.exitValue()).isEqualTo(137);
    if (point != Failpoint.BATCH_DONE) {
      LakeSnapshot half = lake(name).pin();
      assertThat(half.read(Spans.TABLE).count()).isZero();
      assertThat(half.read(Logs.TABLE).count()).isZero();
      assertThat(half.read(Metrics.TABLE).count()).isZero();
    }
    assertThat(ingest(name)).isEqualTo(undisturbed);
  }

  @Test
  void F13_storesEachRowOnceWhenTwoIngestTheSameArchiveAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<SortedMap<String, String>>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(threads.submit(() -> ingest("at-once")));
    }
    threads.shutdown();
    for (Future<SortedMap<String, String>> one : both) {
      one.get();
    }
    assertThat(LakeDigest.of(lake("at-once").pin(), IngestTest.ALL)).isEqualTo(undisturbed);
  }

  @Test
  void F32_saysInOneLineThatTheDiskIsFullAndGoesOnLater() {
    lake("full");
    System.setProperty(Failpoint.PROPERTY, "SPANS_COMMITTED:throw");
    try {
      assertThatThrownBy(() -> ingest("full"))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Cannot ingest into ")
          .hasMessageEndingWith(": no space left on the disk");
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }
    assertThat(ingest("full")).isEqualTo(undisturbed);
  }

  private static SortedMap<String, String> ingest(String name) {
    Ingest.run(lake(name), IngestSettings.of(List.of(archive.toString())), Progress.silent());
    return LakeDigest.of(lake(name).pin(), IngestTest.ALL);
  }

  private static Lake lake(String name) {
    return Lake.openOrCreate(
        SparkTest.spark(), folder.resolve(name).toString(), Lake.Writers.SEVERAL);
  }
}
