package io.distributeddebug.jobs.cause;

import io.distributeddebug.cause.CauseSearch;
import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.cause.NamedBaseline;
import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.cause.ResourceSeries;
import io.distributeddebug.cause.SearchPlan;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.jobs.job.Job;
import io.distributeddebug.jobs.job.JobContext;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Causes;
import io.distributeddebug.jobs.lake.EvidenceText;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Ranks what most likely caused the incident, and finds when it was. */
public final class CausesJob implements Job {
  @Override
  public String name() {
    return "causes";
  }

  @Override
  public String describes() {
    return "What most likely caused the incident: ranked hypotheses with evidence";
  }

  @Override
  public List<Table> reads() {
    return List.of(TraceSpans.TABLE, Logs.TABLE, Metrics.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(Causes.TABLE);
  }

  @Override
  public void run(JobContext context) {
    replace(context, rank(context));
  }

  /** The answer, for those who go on with it in the same run; {@link #replace} stores it. */
  public static RankedCauses rank(JobContext context) {
    Question question = context.question();
    NamedBaseline named =
        incident -> question.baseline().map(choice -> choice.around(incident)).stream().toList();
    SearchPlan plan = SearchPlan.of(question.search(), question.atUnixNanos(), named);
    Dataset<Row> hub = context.read(TraceSpans.TABLE);
    Dataset<Row> logs = context.read(Logs.TABLE);
    SlicedFacts facts =
        FactsPass.count(
            TraceRecords.of(hub, logs, plan.needed()), plan.originUnixNanos(), plan.sliceNanos());
    List<ResourceSeries> resources =
        ResourcesPass.read(context.read(Metrics.TABLE), plan.metricsNeeded());
    return new CauseSearch(facts, resources, plan)
        .find(
            alternatives ->
                QuestionsPass.ask(
                    TraceRecords.of(
                        hub,
                        logs,
                        alternatives.stream()
                            .map(alternative -> alternative.incident())
                            .distinct()
                            .toList()),
                    alternatives),
            Set.copyOf(question.services()));
  }

  /** Stores an answer under its investigation. */
  public static void replace(JobContext context, RankedCauses answer) {
    List<Row> rows = new ArrayList<>();
    for (Hypothesis hypothesis : answer.hypotheses()) {
      rows.add(
          RowFactory.create(
              context.question().investigationId(),
              (long) rows.size() + 1,
              hypothesis.service(),
              hypothesis.instance(),
              hypothesis.operation(),
              hypothesis.resource().orElse(""),
              hypothesis.kind().id(),
              hypothesis.score(),
              hypothesis.confidence(),
              hypothesis.explanation(),
              EvidenceText.of(hypothesis.evidence()),
              String.join(",", hypothesis.affected()),
              hypothesis.ruledOutBecause().orElse("")));
    }
    context.replace(Causes.TABLE, rows);
  }
}
