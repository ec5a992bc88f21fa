package io.distributeddebug.jobs.cli;

import java.util.List;

/** Every subcommand: adding one is a class and a line here. */
final class Commands {
  private Commands() {}

  static List<Command> standard() {
    return List.of(
        new DemoCommand(),
        new SimulateCommand(),
        new IngestCommand(),
        new TablesCommand(),
        new SqlCommand(),
        new TracesCommand(),
        new CompareCommand(),
        new EvidenceCommand(),
        new CriticalPathCommand(),
        new LatencyCommand(),
        new DependenciesCommand(),
        new ClocksCommand(),
        new JobsCommand(),
        new HistoryCommand(),
        new StateCommand(),
        new DoctorCommand(),
        new CompletionCommand());
  }
}
