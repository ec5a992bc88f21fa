package io.distributeddebug.jobs.evaluation;

import io.distributeddebug.jobs.job.JobContext;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What is asked of one pinned state; nothing is stored. */
record Asked(Lake lake, LakeSnapshot snapshot, Question question) implements JobContext {
  @Override
  public SparkSession spark() {
    return lake.spark();
  }

  @Override
  public Dataset<Row> read(Table table) {
    return snapshot.read(table);
  }

  @Override
  public void replace(Table table, List<Row> rows) {
    throw new IllegalStateException("An evaluation stores nothing, not " + table.name());
  }

  @Override
  public Progress progress() {
    return Progress.silent();
  }
}
