package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.EntityQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.EventText;
import io.distributeddebug.state.timeline.PlaceTimeline;
import io.distributeddebug.state.timeline.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "entity",
    sortOptions = false,
    description = "How one entity moved: its versions at each place, and every operation on it.")
final class StateEntityCommand extends Command {
  @Parameters(index = "0", paramLabel = "TYPE", description = "Type of the entity, such as order.")
  String type;

  @Parameters(index = "1", paramLabel = "KEY", description = "Which one, such as 17.")
  String key;

  @Mixin ArchiveOptions from;

  @Mixin StateMappingOption mapping;

  @Override
  ExitCode run(Console console) {
    List<StateEvent> events = new ArrayList<>();
    EntitySource.ask(
        this, from, mapping, console, type, key, set -> events.addAll(EntityQuery.events(set)));
    if (events.isEmpty()) {
      throw UserError.usage(
          "Cannot find " + type + " '" + key + "'", "state --explain shows which types there are.");
    }
    if (common.json) {
      console.machineResult(EntityJson.of(events));
      return ExitCode.DONE;
    }
    for (PlaceTimeline timeline : PlaceTimeline.of(events)) {
      ResultTable table =
          ResultTable.of(timeline.place(), "value", "begun by", "still there", "writer", "readers");
      for (Version version : timeline.versions()) {
        table.add(
            List.of(
                (timeline.field().isEmpty() ? "" : timeline.field() + " ")
                    + (version.number() < 0 ? "" : "v" + version.number()),
                version.value().orElse("?"),
                time(version.latestStart()),
                time(version.provenUntil()),
                version.writer().map(writer -> writer.actor().service()).orElse(""),
                version.readers().size()));
      }
      console.result(table.text() + "\n");
    }
    ResultTable operations = ResultTable.of("time", "place", "operation", "outcome", "trace");
    for (StateEvent event : events) {
      operations.add(
          List.of(
              time(event.interval().invoked()),
              event.place(),
              EventText.of(event),
              event.outcomeReason().isEmpty() ? "ok" : event.outcomeReason(),
              event.origin().traceId()));
    }
    console.result(operations.text());
    return ExitCode.DONE;
  }

  static String time(long unixNanos) {
    return unixNanos == Long.MIN_VALUE || unixNanos == Long.MAX_VALUE
        ? ""
        : Display.timeOfDay(unixNanos)
            + String.format(Locale.ROOT, ".%03d", Math.floorMod(unixNanos / 1_000_000, 1_000));
  }
}
