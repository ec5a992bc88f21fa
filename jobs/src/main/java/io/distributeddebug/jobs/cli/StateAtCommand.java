package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.AlarmTime;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.SnapshotQuery;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "at",
    sortOptions = false,
    description = "What entities were at an instant, and how sure that is.")
final class StateAtCommand extends Command {
  @Parameters(index = "0", paramLabel = "TIME", description = "Such as 2026-01-05T08:31:00Z.")
  String time;

  @Option(
      names = "--entity",
      paramLabel = "TYPE[/KEY]",
      description = "Only this type, or this one (default: all).")
  Optional<String> entity = Optional.empty();

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

  /** The type, or the key, of {@code TYPE/KEY}; empty where it is not named. */
  static String part(Optional<String> entity, int at) {
    String[] parts = entity.orElse("").split("/", 2);
    return at < parts.length ? parts[at] : "";
  }

  @Override
  ExitCode run(Console console) {
    EntitySource.ask(
        this,
        from,
        mapping,
        console,
        part(entity, 0),
        part(entity, 1),
        set -> new SnapshotPrint(console, common.json).at(SnapshotQuery.at(set, instant(time))));
    return ExitCode.DONE;
  }
}
