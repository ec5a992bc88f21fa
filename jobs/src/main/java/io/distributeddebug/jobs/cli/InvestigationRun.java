package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;

/** From the options to the printed answer. */
final class InvestigationRun {
  private final InvestigateCommand asked;

  InvestigationRun(InvestigateCommand asked, Console console) {
    this.asked = asked;
  }

  ExitCode run() {
    if (!asked.common.lake.isBlank()) {
      throw UserError.failed(
          "Cannot investigate '" + asked.common.lake + "': not in this build",
          "Use a later build.");
    }
    return ExitCode.DONE;
  }
}
