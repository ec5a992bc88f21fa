package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.EntityQuery;
import io.distributeddebug.report.Display;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.EventText;
import io.distributeddebug.state.timeline.PlaceTimeline;
import io.distributeddebug.state.timeline.Version;
import io.distributeddebug.telemetry.Window;
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
      console.machineResult(json(events));
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

  private static String json(List<StateEvent> events) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    var places = root.putArray("places");
    for (PlaceTimeline timeline : PlaceTimeline.of(events)) {
      ObjectNode place =
          places
              .addObject()
              .put("place", VisibleText.wellFormed(timeline.place()))
              .put("field", VisibleText.wellFormed(timeline.field()));
      var versions = place.putArray("versions");
      for (Version version : timeline.versions()) {
        ObjectNode node = versions.addObject();
        if (version.number() >= 0) {
          node.put("version", version.number());
        } else {
          node.putNull("version");
        }
        node.put("value", version.value().map(VisibleText::wellFormed).orElse(null));
        put(node, "earliest_start", version.earliestStart());
        put(node, "latest_start", version.latestStart());
        put(node, "proven_until", version.provenUntil());
        node.put("readers", version.readers().size());
      }
    }
    var operations = root.putArray("operations");
    for (StateEvent event : events) {
      operations
          .addObject()
          .put("time", Window.instant(event.interval().invoked()).toString())
          .put("place", VisibleText.wellFormed(event.place()))
          .put("text", VisibleText.wellFormed(EventText.of(event)))
          .put("outcome", event.outcome().name().toLowerCase(Locale.ROOT))
          .put("trace_id", VisibleText.wellFormed(event.origin().traceId()))
          .put("span_id", VisibleText.wellFormed(event.origin().spanId()))
          .put("rule", event.origin().rule());
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, String name, long unixNanos) {
    if (unixNanos == Long.MIN_VALUE || unixNanos == Long.MAX_VALUE) {
      node.putNull(name);
    } else {
      node.put(name, Window.instant(unixNanos).toString());
    }
  }
}
