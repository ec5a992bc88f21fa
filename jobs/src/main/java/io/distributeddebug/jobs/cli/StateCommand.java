package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
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
      "  distributed-debug state --explain --archive=traces/   what is known, and what to record"
    })
final class StateCommand extends Command {
  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Option(
      names = "--explain",
      description = "Show what each rule matched, and how much is known of each type of entity.")
  boolean explain;

  @Override
  ExitCode run(Console console) {
    if (!explain) {
      throw UserError.usage(
          "Cannot run 'state': it is not said what to show", "Such as: state --explain");
    }
    return new StateExplanation(this, console).run();
  }
}
