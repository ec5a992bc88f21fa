package io.distributeddebug.jobs.job;

import io.distributeddebug.jobs.lake.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a running job may ask for: pinned tables to read, its own tables to replace, what was asked.
 */
public interface JobContext {
  SparkSession spark();

  /**
   * The table at the version that this run pinned at its start; empty rows where it is not there.
   */
  Dataset<Row> read(Table table);

  /**
   * Replaces this investigation's rows of a result table (all have {@code investigation_id} as
   * first column and are small: the driver holds them).
   */
  void replace(Table table, List<Row> rows);

  /** The question: its windows and selection. */
  Question question();

  Progress progress();
}
