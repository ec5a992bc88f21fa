package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.util.List;
import picocli.CommandLine;

@CommandLine.Command(
    name = "history",
    sortOptions = false,
    description = "Work on recorded histories of clients' operations: history check FILE...")
final class HistoryCommand extends Command {
  @Override
  List<Command> subcommands() {
    return List.of(new HistoryCheckCommand());
  }

  @Override
  ExitCode run(Console console) {
    throw UserError.usage(
        "Cannot run 'history': it is not said what to do", "Such as: history check FILE...");
  }
}
