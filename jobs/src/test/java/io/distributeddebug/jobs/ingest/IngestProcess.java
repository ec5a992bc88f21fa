package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ingest in a process of its own, which may be killed. */
final class IngestProcess {
  /** Arguments: lake, archive. */
  public static void main(String[] arguments) {
    Lake lake =
        Lake.openOrCreate(
            LakeSession.open(Optional.of("local[2]"), Map.of("spark.sql.shuffle.partitions", "4")),
            arguments[0],
            Lake.Writers.SEVERAL);
    Ingest.run(lake, IngestSettings.of(List.of(arguments[1])), Progress.silent());
  }

  /** Starts one that comes to its end at the failpoint. */
  static Process start(Path lake, Path archive, Failpoint point, String action) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC",
            "-D" + Failpoint.PROPERTY + "=" + point + ":" + action,
            "-cp",
            System.getProperty("java.class.path"),
            IngestProcess.class.getName(),
            lake.toString(),
            archive.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private IngestProcess() {}
}
