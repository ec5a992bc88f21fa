package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.investigation.InvestigationRequest;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.report.RunId;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.jobs.trace.Reconstruct;
import java.time.Instant;

/** From the options to the printed answer: ingest what was named, bring traces up, investigate. */
final class InvestigationRun {
  private final InvestigateCommand asked;
  private final Console console;

  InvestigationRun(InvestigateCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    InvestigationRequest request = request();
    HouseMapping mapping = asked.stateMapping.read(asked.surroundings());
    String folder = asked.out.map(Object::toString).orElse("reports/" + request.runId());
    try (Workbench workbench = Workbench.open(asked.common, console)) {
      Lake lake =
          asked.archives.isEmpty() ? workbench.lake() : lakeWithArchives(workbench, request);
      Reconstruct.bringUpToDate(lake, workbench.progress());
      Answer answer = Answer.to(request, mapping, lake, folder, workbench.progress());
      workbench.endProgress();
      answer.print(console, asked.common);
      return answer.exitCode(asked.failOn);
    }
  }

  private Lake lakeWithArchives(Workbench workbench, InvestigationRequest request) {
    IngestSettings settings =
        IngestSettings.of(asked.archives)
            .with(Mappings.of(asked.mapping, asked.surroundings()))
            .during(request.times());
    workbench.takeIn(settings, Lake.Writers.SEVERAL);
    return workbench.lake();
  }

  private InvestigationRequest request() {
    Instant now = Instant.now();
    return new InvestigationRequest(
        asked.description,
        asked.services,
        asked.traceId,
        asked.timeWindow,
        asked.instantInIncident(),
        asked.baselineChoice(),
        asked.correlationsChosen(),
        asked.stateOfTheLake(),
        RunId.of(now, asked.description),
        now,
        asked.commandLine());
  }
}
