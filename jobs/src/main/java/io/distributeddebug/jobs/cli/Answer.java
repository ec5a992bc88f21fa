package io.distributeddebug.jobs.cli;

import io.distributeddebug.finding.Severity;
import io.distributeddebug.jobs.investigation.Investigation;
import io.distributeddebug.jobs.investigation.InvestigationRequest;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.report.ReportFolder;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.report.JsonRenderer;
import io.distributeddebug.report.Report;
import io.distributeddebug.report.TerminalSummary;
import java.util.Locale;
import java.util.Optional;

/** The report of one question: made, written to its folder, printed. */
final class Answer {
  private final Report report;
  private final String page;

  private Answer(Report report, String page) {
    this.report = report;
    this.page = page;
  }

  /** Investigates, and writes the report. A folder that holds another report is refused first. */
  static Answer to(
      InvestigationRequest request,
      HouseMapping mapping,
      Lake lake,
      String folder,
      Progress progress) {
    ReportFolder reports = ReportFolder.at(folder, lake.configuration());
    reports.check(request.runId(), request.command());
    Report report = Investigation.run(lake, request, mapping, progress);
    progress.stage("writing the report");
    return new Answer(report, reports.write(report));
  }

  Report report() {
    return report;
  }

  void print(Console console, CommonOptions options) {
    if (options.json) {
      console.machineResult(new JsonRenderer().render(report));
      return;
    }
    TerminalSummary.Style style =
        console.colour() ? TerminalSummary.Style.COLOR : TerminalSummary.Style.PLAIN;
    console.machineResult(new TerminalSummary(style).render(report, page));
  }

  /** 3 where a finding is at least as severe as the user asked about. */
  ExitCode exitCode(Optional<String> failOn) {
    boolean reached =
        failOn
            .map(text -> Severity.valueOf(text.toUpperCase(Locale.ROOT)))
            .map(
                least ->
                    report.findings().stream()
                        .anyMatch(finding -> finding.severity().compareTo(least) >= 0))
            .orElse(false);
    return reached ? ExitCode.FINDINGS : ExitCode.DONE;
  }
}
