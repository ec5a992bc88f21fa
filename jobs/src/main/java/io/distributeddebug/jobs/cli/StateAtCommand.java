package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.AlarmTime;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.SnapshotQuery;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "at",
    sortOptions = false,
    description = "What entities were at an instant, and how sure that is.")
final class StateAtCommand extends Command {
  @Parameters(index = "0", paramLabel = "TIME", description = "Such as 2026-01-05T08:31:00Z.")
  String time;

  @Mixin EntityOption entity;

  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Override
  void check() {
    instant(time);
  }

  static long instant(String text) {
    OptionalLong parsed;
    try {
      parsed = AlarmTime.parse(text);
    } catch (IllegalArgumentException e) {
      parsed = OptionalLong.empty();
    }
    return parsed.orElseThrow(
        () ->
            UserError.usage(
                "Invalid time: '" + text + "'", "Give one with its zone: 2026-01-05T08:31:00Z."));
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
        set -> new SnapshotPrint(console, common.json).at(SnapshotQuery.at(set, instant(time))));
    return ExitCode.DONE;
  }
}
