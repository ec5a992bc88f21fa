package io.distributeddebug.jobs.investigation;

import io.distributeddebug.jobs.job.JobContext;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableStatistics;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the jobs of one investigation see: one version of each table, and the question. */
record PinnedContext(Lake lake, LakeSnapshot snapshot, Question question, Progress progress)
    implements JobContext {
  /** The part of the search of which the lake has traces. */
  Window recorded() {
    return snapshot
        .statistics(Traces.TABLE)
        .flatMap(TableStatistics::time)
        .flatMap(question.search()::intersection)
        .orElse(question.search());
  }

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
    lake.replaceInvestigation(table, question.investigationId(), rows);
  }
}
