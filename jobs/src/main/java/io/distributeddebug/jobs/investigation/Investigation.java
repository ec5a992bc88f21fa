package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.BrokenPromises;
import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.incident.KnownNames;
import io.distributeddebug.jobs.cause.CausesJob;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Investigations;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.report.Report;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Answers one question from one state of the lake: finds when the incident was, ranks its causes,
 * looks at what else differs between the two windows, and puts it into a report.
 */
public final class Investigation {
  private final Lake lake;
  private final InvestigationRequest request;
  private final HouseMapping mapping;
  private final Progress progress;

  private Investigation(
      Lake lake, InvestigationRequest request, HouseMapping mapping, Progress progress) {
    this.lake = lake;
    this.request = request;
    this.mapping = mapping;
    this.progress = progress;
  }

  /**
   * Runs it, writes the result tables, and gives the report, which is not yet written anywhere.
   *
   * @throws UserError where the lake holds nothing to look at, or the request names what it does
   *     not have
   */
  public static Report run(
      Lake lake, InvestigationRequest request, HouseMapping mapping, Progress progress) {
    return new Investigation(lake, request, mapping, progress).run();
  }

  private Report run() {
    LakeSnapshot snapshot = request.asOf().map(state -> state.pin(lake)).orElseGet(lake::pin);
    progress.stage("reading the question");
    AskedQuestion asked = AskedQuestion.of(request, names(snapshot));
    PinnedContext context = new PinnedContext(lake, snapshot, asked.question(), progress);

    progress.stage("ranking causes");
    RankedCauses ranked = CausesJob.rank(context);
    StateAnalysis state =
        StateAnalysis.of(context, mapping, asked.views(), request.asOf().isPresent());
    RankedCauses withState = BrokenPromises.with(ranked, state.findings());
    progress.stage("comparing the incident with the baseline");
    try (Queries queries = new Queries()) {
      ComparedWindows compared =
          ComparedWindows.of(context, withState, queries).with(state.findings());
      RankedCauses causes = withState.standingOn(compared.gaps());
      Conclusion conclusion = new Conclusion(causes, compared.findings());
      progress.stage("writing the answer");
      var stored = queries.start(() -> store(context, causes, compared, conclusion));
      Report report =
          new ReportAssembly(request, asked, context, causes, compared, state, conclusion).report();
      stored.result();
      return report;
    }
  }

  private KnownNames names(LakeSnapshot snapshot) {
    Window range =
        snapshot
            .statistics(Traces.TABLE)
            .flatMap(statistics -> statistics.time())
            .orElseThrow(
                () ->
                    UserError.usage(
                        "Cannot investigate the lake '" + lake.location() + "': it holds no traces",
                        request.asOf().isPresent()
                            ? "It held none at that --as-of; a later one may."
                            : "Ingest an archive first, or name one with --archive."));
    NamesSeen names = NamesSeen.in(snapshot.read(TraceSpans.TABLE));
    return KnownNames.of(names.services(), names.operations(), range);
  }

  /** The number of rows that tell of the investigation itself: one. */
  private int store(
      PinnedContext context, RankedCauses causes, ComparedWindows compared, Conclusion conclusion) {
    Question question = context.question();
    CausesJob.replace(context, causes);
    compared.store(context);
    List<Row> rows = new ArrayList<>();
    rows.add(
        RowFactory.create(
            question.investigationId(),
            request.runId(),
            question.description(),
            causes.incident().fromUnixNanos(),
            causes.incident().toUnixNanos(),
            causes.baselines().stream().mapToLong(Window::fromUnixNanos).min().orElse(0),
            causes.baselines().stream().mapToLong(Window::toUnixNanos).max().orElse(0),
            conclusion.summary()));
    context.replace(Investigations.TABLE, rows);
    return rows.size();
  }
}
