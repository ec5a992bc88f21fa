package io.distributeddebug.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeDigest;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.Tables;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with {@code --master}: one machine and a standalone cluster make equal tables. */
class ClusterIT {
  private static final Table[] ALL = Tables.all().toArray(Table[]::new);
  @TempDir static Path folder;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void simulateAnIncidentAndStartACluster() throws Exception {
    new Simulation(SparkTest.spark())
        .write(
            SimulationSettings.DEFAULTS
                .withSpans(4_000)
                .withDuration(Duration.ofMinutes(40))
                .withFaults(List.of("exception-after-deploy")),
            folder.resolve("archive").toString(),
            Compression.GZ,
            Progress.silent());
    Path work = Files.createDirectory(folder.resolve("cluster-work"));
    cluster = StandaloneCluster.start(Path.of(System.getProperty("runtime.layout")), work, 2);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void F7_twoWorkersMakeTheTablesOfOneMachineThoughAnExecutorIsKilledWhileItReads()
      throws Exception {
    assertEndsWell(investigation("local[2]", "one-machine"), "one-machine");

    Process onCluster = investigation(cluster.url(), "cluster");
    cluster.killAnExecutorAtWork();
    assertEndsWell(onCluster, "cluster");

    assertThat(digest("cluster")).isEqualTo(digest("one-machine"));
    assertThat(digest("cluster").get(Spans.TABLE.name())).doesNotStartWith("0 ");
    assertThat(cluster.tasksOfEachWorker()).hasSize(2).allMatch(tasks -> tasks > 0);
    assertThat(logOf("cluster")).contains("Lost executor");
  }

  /** Ingest, reconstruction and the answer to one question, by the launcher. */
  private static Process investigation(String master, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("../scripts/distributed-debug").toAbsolutePath().normalize().toString(),
                "checkout fails",
                "--archive=archive",
                "--lake=" + name,
                "--out=report-" + name,
                "--master=" + master,
                "--conf=spark.driver.host=127.0.0.1",
                "--conf=spark.executor.memory=1g",
                // As quick as can be for so little data.
                "--conf=spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
                "--conf=spark.sql.shuffle.partitions=8")
            .directory(folder.toFile());
    builder.environment().put("DISTRIBUTED_DEBUG_CLASS_DATA", "off");
    builder.environment().put("DISTRIBUTED_DEBUG_CACHE", cache(name).toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(output(name).toFile()).start();
  }

  private static void assertEndsWell(Process process, String name) throws Exception {
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as(Files.readString(output(name))).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output(name))).isZero();
    assertThat(folder.resolve("report-" + name).resolve("manifest.json")).exists();
  }

  private static SortedMap<String, String> digest(String lake) {
    return LakeDigest.of(Lake.open(SparkTest.spark(), folder.resolve(lake).toString()).pin(), ALL);
  }

  private static Path output(String name) {
    return folder.resolve(name + ".txt");
  }

  private static Path cache(String name) {
    return folder.resolve("cache-" + name);
  }

  private static String logOf(String name) throws IOException {
    StringBuilder logs = new StringBuilder();
    try (var files = Files.list(cache(name).resolve("logs"))) {
      for (Path file : files.toList()) {
        logs.append(Files.readString(file));
      }
    }
    return logs.toString();
  }
}
