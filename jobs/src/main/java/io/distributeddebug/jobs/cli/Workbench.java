package io.distributeddebug.jobs.cli;

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
    return lakeIn(spark);
  }

  /** The same lake, read through another session, which then has its views. */
  Lake lakeIn(SparkSession session) {
    return Lake.open(session, options.lake);
  }

  @Override
  public void close() {
    progress.close();
    spark.stop();
  }
}
