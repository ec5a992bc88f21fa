package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.EventText;
import io.distributeddebug.state.timeline.PlaceTimeline;
import io.distributeddebug.state.timeline.Version;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Locale;

/** What {@code state entity --json} prints; beside its command, which starts without Jackson. */
final class EntityJson {
  private EntityJson() {}

  static String of(List<StateEvent> events) {
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
