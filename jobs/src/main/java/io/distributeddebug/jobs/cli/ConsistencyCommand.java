package io.distributeddebug.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(
    name = "consistency",
    sortOptions = false,
    description = {
      "Whether state kept its promises: reads, writes, locks, leaders, messages, sagas.",
      "Exit code 0: no anomaly was found; 1: violated; 4: not checkable."
    },
    footer = {
      "",
      "Example:",
      "  distributed-debug consistency traces/ --state-mapping=conf/state-mapping.yaml"
    })
final class ConsistencyCommand extends Command {
  @Mixin ArchiveArguments from;

  @Mixin StateMappingOption mapping;

  @Override
  ExitCode run(Console console) {
    return new ConsistencyRun(this, console).run();
  }
}
