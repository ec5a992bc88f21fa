package io.distributeddebug.jobs.job;

import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs jobs over one question, each after those that write what it reads. */
public final class JobRunner {
  private final Lake lake;
  private final LakeSnapshot pinned;
  private final Question question;
  private final Progress progress;
  private final Map<String, List<Row>> replaced = new HashMap<>();

  /**
   * A run over one question.
   *
   * @param pinned what the jobs read, but for tables that a job of this run has replaced
   */
  public JobRunner(Lake lake, LakeSnapshot pinned, Question question, Progress progress) {
    this.lake = lake;
    this.pinned = pinned;
    this.question = question;
    this.progress = progress;
  }

  /** Runs them all; the first failure ends the run. */
  public void run(List<Job> jobs) {
    for (Job job : inOrder(jobs)) {
      progress.stage(job.name());
      lake.spark().sparkContext().setJobGroup(job.name(), job.describes(), false);
      try {
        job.run(new Context(job));
      } finally {
        lake.spark().sparkContext().clearJobGroup();
      }
    }
  }

  /**
   * The jobs in an order in which each comes after the writers of what it reads; otherwise as
   * given.
   *
   * @throws IllegalArgumentException where two jobs write one table, or jobs wait for one another
   */
  public static List<Job> inOrder(List<Job> jobs) {
    Map<Table, Job> writers = new LinkedHashMap<>();
    for (Job job : jobs) {
      for (Table table : job.writes()) {
        Job other = writers.put(table, job);
        if (other != null) {
          throw new IllegalArgumentException(
              String.format(
                  "Invalid jobs: %s and %s both write %s", other.name(), job.name(), table.name()));
        }
      }
    }
    List<Job> waiting = new ArrayList<>(jobs);
    List<Job> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Job next =
          waiting.stream()
              .filter(job -> isReady(job, writers, waiting))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Invalid jobs: they wait for one another: "
                              + waiting.stream().map(Job::name).toList()));
      waiting.remove(next);
      ordered.add(next);
    }
    return List.copyOf(ordered);
  }

  private static boolean isReady(Job job, Map<Table, Job> writers, List<Job> waiting) {
    return job.reads().stream()
        .map(writers::get)
        .noneMatch(writer -> writer != null && !writer.equals(job) && waiting.contains(writer));
  }

  private final class Context implements JobContext {
    private final Job job;

    Context(Job job) {
      this.job = job;
    }

    @Override
    public SparkSession spark() {
      return lake.spark();
    }

    @Override
    public Dataset<Row> read(Table table) {
      if (!job.reads().contains(table)) {
        throw new IllegalStateException(job.name() + " reads " + table.name() + " undeclared");
      }
      // What the driver holds is not read back.
      List<Row> held = replaced.get(table.name());
      return held == null ? pinned.read(table) : spark().createDataFrame(held, table.schema());
    }

    @Override
    public void replace(Table table, List<Row> rows) {
      if (!job.writes().contains(table)) {
        throw new IllegalStateException(job.name() + " writes " + table.name() + " undeclared");
      }
      lake.replaceInvestigation(table, question.investigationId(), rows);
      replaced.put(table.name(), List.copyOf(rows));
    }

    @Override
    public Question question() {
      return question;
    }

    @Override
    public Progress progress() {
      return progress;
    }
  }
}
