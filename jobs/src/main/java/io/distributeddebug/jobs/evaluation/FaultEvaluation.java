package io.distributeddebug.jobs.evaluation;

import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.jobs.cause.CausesJob;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.simulation.Fault;
import io.distributeddebug.simulation.Faults;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.simulation.Truth;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * How often the injected cause comes first, over simulated faults and seeds, through the product's
 * own way: archive, ingest, reconstruction, causes. No alarm time is given.
 */
public final class FaultEvaluation {
  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;

  private FaultEvaluation(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /**
   * Prints a line a case, then the counts.
   *
   * @param arguments folder for the archives and lakes, first and last seed, spans, names of faults
   *     ({@code none} for a quiet system; without any: all of them)
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> faults = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
    if (faults.isEmpty()) {
      Faults.all().stream().map(Fault::name).forEach(faults::add);
      faults.add(FaultCase.QUIET);
    }
    SparkSession spark = LakeSession.open(Optional.empty(), Map.of());
    try {
      new FaultEvaluation(spark, Path.of(arguments[0]), out)
          .run(
              faults,
              Long.parseLong(arguments[1]),
              Long.parseLong(arguments[2]),
              Long.parseLong(arguments[3]));
    } finally {
      spark.stop();
    }
  }

  private void run(List<String> faults, long firstSeed, long lastSeed, long spans)
      throws IOException {
    List<FaultCase> cases = new ArrayList<>();
    for (long seed = firstSeed; seed <= lastSeed; seed++) {
      for (String fault : faults) {
        FaultCase one = evaluate(fault, seed, spans);
        out.println(one);
        cases.add(one);
      }
    }
    for (String fault : faults) {
      out.println(counts(fault, cases.stream().filter(c -> c.fault().equals(fault)).toList()));
    }
  }

  private static String counts(String fault, List<FaultCase> cases) {
    long right = cases.stream().filter(FaultCase::isRight).count();
    return fault.equals(FaultCase.QUIET)
        ? "%s: nothing stands out in %d of %d, a cause of high confidence in %d"
            .formatted(
                fault,
                right,
                cases.size(),
                cases.stream().filter(FaultCase::isConfidentAboutNothing).count())
        : "%s: first cause right in %d of %d, its kind too in %d"
            .formatted(
                fault, right, cases.size(), cases.stream().filter(FaultCase::hasRightKind).count());
  }

  private FaultCase evaluate(String fault, long seed, long spans) throws IOException {
    Path folder = work.resolve(fault + "-" + seed);
    FileUtil.fullyDelete(folder.toFile());
    Files.createDirectories(folder);
    String archive = folder.resolve("archive").toString();
    List<String> injected = fault.equals(FaultCase.QUIET) ? List.of() : List.of(fault);
    Truth truth =
        new Simulation(spark)
            .write(
                SimulationSettings.DEFAULTS.withSeed(seed).withSpans(spans).withFaults(injected),
                archive,
                Compression.GZ,
                Progress.silent())
            .truth();
    Lake lake = Lake.openOrCreate(spark, folder.resolve("lake").toString(), Lake.Writers.SINGLE);
    Ingest.run(lake, IngestSettings.of(List.of(archive)), Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    FaultCase answered =
        new FaultCase(fault, seed, truth.faults().stream().findFirst(), rank(lake));
    FileUtil.fullyDelete(folder.toFile());
    return answered;
  }

  private static RankedCauses rank(Lake lake) {
    LakeSnapshot snapshot = lake.pin();
    Window recorded =
        snapshot
            .statistics(Traces.TABLE)
            .flatMap(statistics -> statistics.time())
            .orElseThrow(() -> new IllegalStateException("The simulated lake holds no traces"));
    return CausesJob.rank(
        new Asked(
            lake,
            snapshot,
            new Question(
                "evaluation",
                "",
                recorded,
                OptionalLong.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of())));
  }
}
