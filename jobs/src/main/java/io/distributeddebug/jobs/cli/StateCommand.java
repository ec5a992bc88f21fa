package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "state",
    sortOptions = false,
    description = "What the state of entities was, from the operations that telemetry shows.",
    footer = {
      "",
      "Example:",
      "  distributed-debug state --explain --archive=traces/   what is known, and what to record",
      "  distributed-debug state at 2026-01-05T08:31:00Z       what everything was then"
    })
final class StateCommand extends Command {
  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Option(
      names = "--explain",
      description = "Show what each rule matched, and how much is known of each type of entity.")
  boolean explain;

  @Override
  List<Command> subcommands() {
    return List.of(
        new StateAtCommand(),
        new StateDiffCommand(),
        new StateEntityCommand(),
        new StateMachineCommand());
  }

  @Override
  ExitCode run(Console console) {
    if (!explain) {
      throw UserError.usage(
          "Cannot run 'state': it is not said what to show",
          "Such as: state --explain, state at TIME, state entity TYPE KEY.");
    }
    return new StateExplanation(this, console).run();
  }
}
