package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.SnapshotQuery;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "diff",
    sortOptions = false,
    description = "Which entities were another at a later instant.")
final class StateDiffCommand extends Command {
  @Parameters(index = "0", paramLabel = "FROM", description = "Such as 2026-01-05T08:31:00Z.")
  String fromTime;

  @Parameters(index = "1", paramLabel = "TO", description = "A later one.")
  String toTime;

  @Mixin EntityOption entity;

  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Override
  void check() {
    if (StateAtCommand.instant(fromTime) >= StateAtCommand.instant(toTime)) {
      throw UserError.usage(
          "Invalid times: '" + toTime + "' is not after '" + fromTime + "'",
          "Give the earlier one first.");
    }
  }

  @Override
  ExitCode run(Console console) {
    EntitySource.ask(
        this,
        from,
        mapping,
        console,
        entity.type(),
        entity.key(),
        set ->
            new SnapshotPrint(console, common.json)
                .between(
                    SnapshotQuery.between(
                        set, StateAtCommand.instant(fromTime), StateAtCommand.instant(toTime))));
    return ExitCode.DONE;
  }
}
