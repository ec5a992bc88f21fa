package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestBalance;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The Spark session and the progress of one command. */
final class Workbench implements AutoCloseable {
  private final CommonOptions options;
  private final SparkSession spark;
  private final ConsoleProgress progress;
  private final Optional<TemporaryLake> temporary;

  private Workbench(
      CommonOptions options,
      Optional<TemporaryLake> temporary,
      SparkSession spark,
      ConsoleProgress progress) {
    this.options = options;
    this.temporary = temporary;
    this.spark = spark;
    this.progress = progress;
  }

  static Workbench open(CommonOptions options, Console console) {
    return open(options, Optional.empty(), console);
  }

  /** Over the lake that the options name or, where archives are named, over one of these alone. */
  static Workbench over(
      CommonOptions options, ArchiveOptions named, Surroundings surroundings, Console console) {
    if (named.archives.isEmpty()) {
      return open(options, console);
    }
    IngestSettings settings =
        IngestSettings.of(named.archives).with(Mappings.of(named.mapping, surroundings));
    Workbench workbench = open(options, Optional.of(TemporaryLake.create()), console);
    try {
      workbench.takeIn(settings, Lake.Writers.SEVERAL);
      Reconstruct.bringUpToDate(workbench.lake(), workbench.progress());
      return workbench;
    } catch (RuntimeException | Error failure) {
      workbench.close();
      throw failure;
    }
  }

  private static Workbench open(
      CommonOptions options, Optional<TemporaryLake> temporary, Console console) {
    ConsoleProgress progress = new ConsoleProgress(console, System.err);
    progress.stage("starting Spark");
    SparkSession spark = LakeSession.open(options.master, options.conf);
    spark.sparkContext().addSparkListener(progress);
    return new Workbench(options, temporary, spark, progress);
  }

  SparkSession spark() {
    return spark;
  }

  Progress progress() {
    return progress;
  }

  /** The lake that the options name, which must be there. */
  Lake lake() {
    return Lake.open(spark, lakeLocation());
  }

  private Lake lakeOrNew(Lake.Writers writers) {
    return Lake.openOrCreate(spark, lakeLocation(), writers);
  }

  /**
   * Takes archives into the lake, which is made where there is none, but not for wrong archives.
   */
  IngestBalance takeIn(IngestSettings settings, Lake.Writers writers) {
    return Ingest.run(
        () -> lakeOrNew(writers), spark.sparkContext().hadoopConfiguration(), settings, progress);
  }

  String lakeLocation() {
    return temporary.map(TemporaryLake::location).orElse(options.lake);
  }

  /** The bar goes, so that the result stands alone. */
  void endProgress() {
    progress.close();
  }

  @Override
  public void close() {
    progress.close();
    spark.stop();
    temporary.ifPresent(TemporaryLake::close);
  }
}
