package io.distributeddebug.bench;

import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs the comparisons one after the other. */
public final class TraceBench {
  private TraceBench() {}

  /** Folder to work in, Python script, spans, turns. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path work = Path.of(arguments[0]);
    Files.createDirectories(work);
    CriticalPathBench.run(work, Path.of(arguments[1]), out);
    // A day's spans do not fit a broadcast; a benchmark's would, and Spark's joins look cheap.
    SparkSession spark =
        LakeSession.open(
            Optional.empty(),
            Map.of(
                "spark.sql.autoBroadcastJoinThreshold", "-1", "spark.io.compression.codec", "zstd"));
    try {
      TraceJobsBench jobs = new TraceJobsBench(spark, work, out);
      LakeSnapshot lake = jobs.lake(Long.parseLong(arguments[2]));
      int turns = Integer.parseInt(arguments[3]);
      jobs.paths(lake, turns);
      jobs.links(lake, turns);
    } finally {
      spark.stop();
    }
  }
}
