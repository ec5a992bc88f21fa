package io.distributeddebug.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
  @Parameters(
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description = "Files, folders or globs to look at instead of a lake.")
  List<String> archives = new ArrayList<>();

  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Override
  ExitCode run(Console console) {
    from.archives.addAll(archives);
    return new ConsistencyRun(this, console).run();
  }
}
