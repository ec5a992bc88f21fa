package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.cause.CausesJob;
import io.distributeddebug.jobs.job.Job;
import io.distributeddebug.jobs.lake.Changes;
import io.distributeddebug.jobs.lake.Dependencies;
import io.distributeddebug.jobs.lake.Findings;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Investigations;
import io.distributeddebug.jobs.lake.Latencies;
import io.distributeddebug.jobs.lake.LogTemplates;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.MetricChanges;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.state.StateExtraction;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.util.List;

/**
 * One step on the data's way, with the tables that it reads and writes.
 *
 * @param name kebab-case
 * @param describes one line: what it answers
 */
record DeclaredStep(String name, String describes, List<Table> reads, List<Table> writes) {
  DeclaredStep {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** All steps; each comes after those that write what it reads. */
  static List<DeclaredStep> standard() {
    return List.of(
        new DeclaredStep(
            "ingest",
            "What the archives hold: each record once, rejects with their reason",
            // Its own tables, to know repeats of what is there already.
            List.of(Spans.TABLE, Logs.TABLE, Metrics.TABLE, Changes.TABLE, IngestedFiles.TABLE),
            List.of(
                Spans.TABLE,
                Logs.TABLE,
                Metrics.TABLE,
                Changes.TABLE,
                Resources.TABLE,
                Rejects.TABLE,
                IngestedFiles.TABLE)),
        new DeclaredStep(
            "reconstruct",
            "Which spans belong together: trees, self time, critical paths",
            Reconstruct.READS,
            Reconstruct.WRITES),
        of(new CausesJob()),
        new DeclaredStep(
            "compare",
            "What differs between the incident and the baseline, beside the causes",
            List.of(TraceSpans.TABLE, Traces.TABLE, Logs.TABLE, Metrics.TABLE),
            List.of(
                Dependencies.TABLE,
                Latencies.TABLE,
                LogTemplates.TABLE,
                MetricChanges.TABLE,
                Findings.TABLE)),
        new DeclaredStep(
            "report",
            "The answer to one question, and its worst traces beside healthy ones",
            List.of(
                TraceSpans.TABLE,
                Traces.TABLE,
                Logs.TABLE,
                Spans.TABLE,
                Metrics.TABLE,
                Rejects.TABLE),
            List.of(Investigations.TABLE)),
        new DeclaredStep(
            "state-events",
            "Which operations on entities spans and logs show",
            StateExtraction.READS,
            StateExtraction.WRITES));
  }

  private static DeclaredStep of(Job job) {
    return new DeclaredStep(job.name(), job.describes(), job.reads(), job.writes());
  }
}
