package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.state.SnapshotQuery;
import io.distributeddebug.report.VisibleText;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.timeline.StateEntry;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what entities were at an instant, or what changed between two. */
final class SnapshotPrint {
  private static final int SHOWN = 200;

  private final Console console;
  private final boolean asJson;

  SnapshotPrint(Console console, boolean asJson) {
    this.console = console;
    this.asJson = asJson;
  }

  void at(SnapshotQuery.Snapshot snapshot) {
    if (asJson) {
      console.machineResult(json(snapshot, false));
      return;
    }
    ResultTable table =
        ResultTable.of("type", "key", "place", "field", "value", "version", "since", "how sure");
    for (SnapshotQuery.Change change : shown(snapshot)) {
      StateEntry now = change.now();
      table.add(
          List.of(
              now.entityType(),
              now.entityKey(),
              now.place(),
              now.field(),
              value(now),
              now.version(),
              now.sinceUnixNanos() == 0 ? "" : StateEntityCommand.time(now.sinceUnixNanos()),
              now.status().word()));
    }
    print(table, snapshot, "Nothing is known of that time.");
  }

  void between(SnapshotQuery.Snapshot snapshot) {
    if (asJson) {
      console.machineResult(json(snapshot, true));
      return;
    }
    ResultTable table =
        ResultTable.of("type", "key", "place", "field", "before", "after", "how sure");
    for (SnapshotQuery.Change change : shown(snapshot)) {
      StateEntry now = change.now();
      table.add(
          List.of(
              now.entityType(),
              now.entityKey(),
              now.place(),
              now.field(),
              versioned(change.before()),
              versioned(now),
              now.status().word()));
    }
    print(table, snapshot, "Nothing is another.");
  }

  private void print(ResultTable table, SnapshotQuery.Snapshot snapshot, String nothing) {
    if (snapshot.changes().isEmpty()) {
      console.result(nothing);
      return;
    }
    console.result(table.text());
    long all = snapshot.counts().values().stream().mapToLong(Long::longValue).sum();
    console.result(
        "%d: %s%s"
            .formatted(
                all,
                snapshot.counts().entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey().word())
                    .collect(Collectors.joining(", ")),
                all > SHOWN ? "; the first " + SHOWN + " are shown, --entity chooses" : ""));
  }

  private static List<SnapshotQuery.Change> shown(SnapshotQuery.Snapshot snapshot) {
    return snapshot.changes().stream().limit(SHOWN).toList();
  }

  private static String versioned(StateEntry entry) {
    return value(entry) + (entry.version().isEmpty() ? "" : " v" + entry.version());
  }

  private static String value(StateEntry entry) {
    String value =
        entry.status() == StateEntry.Status.UNKNOWN
            ? "?"
            : entry.value().equals(StateEvent.ABSENT)
                ? "absent"
                : entry.value().isEmpty() ? "?" : entry.value();
    return entry.newer().isEmpty() ? value : value + " or " + String.join(" or ", entry.newer());
  }

  private static String json(SnapshotQuery.Snapshot snapshot, boolean withBefore) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ObjectNode counts = root.putObject("counts");
    snapshot.counts().forEach((status, count) -> counts.put(status.word(), count));
    var entries = root.putArray("entries");
    for (SnapshotQuery.Change change : snapshot.changes()) {
      ObjectNode node =
          entries
              .addObject()
              .put("entity_type", VisibleText.wellFormed(change.now().entityType()))
              .put("entity_key", VisibleText.wellFormed(change.now().entityKey()))
              .put("place", VisibleText.wellFormed(change.now().place()))
              .put("field", VisibleText.wellFormed(change.now().field()));
      if (withBefore) {
        put(node.putObject("before"), change.before());
        put(node.putObject("after"), change.now());
      } else {
        put(node, change.now());
      }
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, StateEntry entry) {
    node.put("status", entry.status().word())
        .put("value", entry.value().isEmpty() ? null : VisibleText.wellFormed(entry.value()))
        .put("version", entry.version().isEmpty() ? null : entry.version())
        .put(
            "since",
            entry.sinceUnixNanos() == 0 ? null : Window.instant(entry.sinceUnixNanos()).toString())
        .put("span_id", entry.spanId().isEmpty() ? null : entry.spanId());
    var newer = node.putArray("may_be_replaced_by");
    entry.newer().forEach(value -> newer.add(VisibleText.wellFormed(value)));
  }
}
