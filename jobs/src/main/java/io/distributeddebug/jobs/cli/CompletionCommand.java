package io.distributeddebug.jobs.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

@CommandLine.Command(
    name = "completion",
    sortOptions = false,
    description = "Print a completion script: source <(distributed-debug completion).")
final class CompletionCommand extends Command {
  @Override
  ExitCode run(Console console) {
    console.machineResult(
        AutoComplete.bash("distributed-debug", DistributedDebug.commandLine(surroundings())));
    return ExitCode.DONE;
  }
}
