package io.distributeddebug.jobs.cli;

/** How a command ends, for schedulers and scripts. */
enum ExitCode {
  DONE(0),
  FAILED(1),
  WRONG_USAGE(2),
  FINDINGS(3),
  UNDECIDED(4),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
