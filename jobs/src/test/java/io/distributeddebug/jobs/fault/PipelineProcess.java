package io.distributeddebug.jobs.fault;

import io.distributeddebug.incident.Correlation;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.investigation.Investigation;
import io.distributeddebug.jobs.investigation.InvestigationRequest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.report.ReportFolder;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/** The whole way, from an archive to a report, in a process of its own, which may be killed. */
final class PipelineProcess {
  private static final InvestigationRequest REQUEST =
      new InvestigationRequest(
          "checkout fails",
          List.of(),
          Optional.empty(),
          Duration.ofMinutes(30),
          OptionalLong.empty(),
          Optional.empty(),
          List.of(Correlation.values()),
          Optional.empty(),
          "killed",
          Instant.parse("2026-01-06T00:00:00Z"),
          "distributed-debug 'checkout fails'");

  /** Arguments: archive, lake, report folder. */
  public static void main(String[] arguments) {
    run(
        LakeSession.open(Optional.of("local[2]"), Map.of("spark.sql.shuffle.partitions", "4")),
        Path.of(arguments[0]),
        Path.of(arguments[1]),
        Path.of(arguments[2]));
    System.exit(0);
  }

  static void run(SparkSession spark, Path archive, Path lakeFolder, Path report) {
    Lake lake = Lake.openOrCreate(spark, lakeFolder.toString(), Lake.Writers.SEVERAL);
    Ingest.run(lake, IngestSettings.of(List.of(archive.toString())), Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    ReportFolder.at(report.toString(), lake.configuration())
        .write(Investigation.run(lake, REQUEST, HouseMapping.NONE, Progress.silent()));
  }

  static Process start(Path archive, Path lake, Path report) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--") || option.startsWith("-Xshare"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            PipelineProcess.class.getName(),
            archive.toString(),
            lake.toString(),
            report.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private PipelineProcess() {}
}
