package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestBalance;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import org.apache.spark.sql.SparkSession;

/** The Spark session and the progress of one command. */
final class Workbench implements AutoCloseable {
  private final CommonOptions options;
  private final SparkSession spark;
  private final ConsoleProgress progress;

  private Workbench(CommonOptions options, SparkSession spark, ConsoleProgress progress) {
    this.options = options;
    this.spark = spark;
    this.progress = progress;
  }

  static Workbench open(CommonOptions options, Console console) {
    ConsoleProgress progress = new ConsoleProgress(console, System.err);
    progress.stage("starting Spark");
    SparkSession spark = LakeSession.open(options.master, options.conf);
    spark.sparkContext().addSparkListener(progress);
    return new Workbench(options, spark, progress);
  }

  SparkSession spark() {
    return spark;
  }

  Progress progress() {
    return progress;
  }

  /** The lake that the options name, which must be there. */
  Lake lake() {
    return Lake.open(spark, options.lake);
  }

  private Lake lakeOrNew(Lake.Writers writers) {
    return Lake.openOrCreate(spark, options.lake, writers);
  }

  /**
   * Takes archives into the lake, which is made where there is none, but not for wrong archives.
   */
  IngestBalance takeIn(IngestSettings settings, Lake.Writers writers) {
    return Ingest.run(
        () -> lakeOrNew(writers), spark.sparkContext().hadoopConfiguration(), settings, progress);
  }

  String lakeLocation() {
    return options.lake;
  }

  /** The bar goes, so that the result stands alone. */
  void endProgress() {
    progress.close();
  }

  @Override
  public void close() {
    progress.close();
    spark.stop();
  }
}
