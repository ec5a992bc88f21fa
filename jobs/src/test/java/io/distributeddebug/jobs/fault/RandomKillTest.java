package io.distributeddebug.jobs.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.Tables;
import io.distributeddebug.jobs.report.ReportFolder;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.simulation.SimulationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F2: a run that SIGKILL ends at a random moment, and the one after it, make the tables of a run
 * that nobody disturbed. {@code scripts/soak kill} runs it for minutes on end.
 */
class RandomKillTest {
  private static final int KILLS = 2;
  private static final Table[] ALL = Tables.all().toArray(Table[]::new);

  @TempDir Path folder;

  @Test
  void F2_makesTheSameTablesAfterBeingKilledAtAnyMoment() throws Exception {
    long seed = Long.getLong("soak.seed", 1);
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.getLong("soak.minutes", 0));
    Path archive = archive();
    Path undisturbedLake = folder.resolve("undisturbed");
    long began = System.nanoTime();
    Process undisturbed =
        PipelineProcess.start(archive, undisturbedLake, folder.resolve("undisturbed-report"));
    assertThat(undisturbed.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(undisturbed.exitValue()).isZero();
    long wholeMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    SortedMap<String, String> expected = digest(undisturbedLake);
    assertThat(expected.get(Spans.TABLE.name())).doesNotStartWith("0 ");

    int tries = 0;
    int killed = 0;
    for (; tries < KILLS || System.nanoTime() < until; tries++) {
      long afterMillis = new Random(seed + tries).nextLong(wholeMillis);
      String repeat =
          String.format(
              "seed %d: SIGKILL after %d of %d ms", seed + tries, afterMillis, wholeMillis);
      System.out.println(repeat);
      killed += killOnce(archive, afterMillis, expected, repeat);
    }
    System.out.printf("soak kill: tries %d, killed %d, failures 0%n", tries, killed);
  }

  /** 1 where the process was still at work when it was killed. */
  private int killOnce(
      Path archive, long afterMillis, SortedMap<String, String> expected, String repeat)
      throws Exception {
    Path lake = folder.resolve("lake");
    Path report = folder.resolve("report");
    Process process = PipelineProcess.start(archive, lake, report);
    boolean ended = process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    assertNothingHalfVisible(lake, expected, repeat);
    PipelineProcess.run(SparkTest.spark(), archive, lake, report);
    assertThat(digest(lake)).as(repeat).isEqualTo(expected);
    assertThat(ReportFolder.at(report.toString(), SparkTest.hadoop()).manifest())
        .as(repeat)
        .isPresent();
    FileUtil.fullyDelete(lake.toFile());
    FileUtil.fullyDelete(report.toFile());
    return ended ? 0 : 1;
  }

  private void assertNothingHalfVisible(
      Path lake, SortedMap<String, String> expected, String repeat) {
    if (!Files.exists(lake.resolve("_distributed_debug").resolve("format.json"))) {
      return;
    }
    LakeSnapshot half = Lake.open(SparkTest.spark(), lake.toString()).pin();
    for (Table table : List.of(Spans.TABLE, Logs.TABLE, Metrics.TABLE, IngestedFiles.TABLE)) {
      long rows = half.read(table).count();
      long whole = Long.parseLong(expected.get(table.name()).split(" ", 2)[0]);
      assertThat(rows)
          .as("%s: rows of %s", repeat, table.name())
          .isIn(
              table.equals(IngestedFiles.TABLE)
                  ? List.of(0L, whole / 2, whole)
                  : List.of(0L, whole));
    }
  }

  private Path archive() {
    Path archive = folder.resolve("archive");
    new Simulation(SparkTest.spark())
        .write(
            SimulationSettings.DEFAULTS
                .withSpans(4_000)
                .withDuration(Duration.ofMinutes(40))
                .withFaults(List.of("exception-after-deploy")),
            archive.toString(),
            Compression.GZ,
            Progress.silent());
    return archive;
  }

  private static SortedMap<String, String> digest(Path lake) {
    return LakeDigest.of(Lake.open(SparkTest.spark(), lake.toString()).pin(), ALL);
  }
}
