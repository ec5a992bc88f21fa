package io.distributeddebug.state.check;

import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one consumer group did with the messages of a partition, by offset and attempt. */
record Deliveries(String group, TreeMap<Long, List<StateEvent>> byOffset) {

  /** Of each consumer group; those of messages without an offset are left out. */
  static List<Deliveries> of(EventGroup partition) {
    Map<String, TreeMap<Long, List<StateEvent>>> groups = new TreeMap<>();
    for (StateEvent event : partition.events()) {
      if (event.kind() == StateOperation.PROCESS && event.message().offset() >= 0) {
        groups
            .computeIfAbsent(event.message().consumerGroup(), key -> new TreeMap<>())
            .computeIfAbsent(event.message().offset(), key -> new ArrayList<>())
            .add(event);
      }
    }
    List<Deliveries> deliveries = new ArrayList<>();
    groups.forEach((group, byOffset) -> deliveries.add(new Deliveries(group, byOffset)));
    return deliveries;
  }

  static boolean isCheckable(EventGroup partition) {
    return partition.events().stream()
        .anyMatch(event -> event.kind() == StateOperation.PROCESS && event.message().offset() >= 0);
  }

  static String subject(StateEvent event) {
    return event.message().destination()
        + "/"
        + event.message().partition()
        + "@"
        + event.message().offset();
  }
}
