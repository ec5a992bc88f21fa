package io.distributeddebug.state.check;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Operations that are looked at together, by their begin on the reference's clock. Where one host
 * recorded them all, their order is not in doubt.
 */
public final class EventGroup {
  private static final Comparator<StateEvent> ORDER =
      Comparator.comparingLong((StateEvent event) -> event.interval().invoked())
          .thenComparingLong(event -> event.interval().completed())
          .thenComparing(event -> event.origin().traceId())
          .thenComparing(event -> event.origin().spanId())
          .thenComparing(StateEvent::kind);

  private final List<StateEvent> events;
  private final boolean oneHost;

  public EventGroup(List<StateEvent> given) {
    List<StateEvent> sorted = new ArrayList<>(given);
    sorted.sort(ORDER);
    events = List.copyOf(sorted);
    oneHost = events.stream().map(event -> event.actor().host()).distinct().count() <= 1;
  }

  public List<StateEvent> events() {
    return events;
  }

  public EntityRef entity() {
    return events.get(0).entity();
  }

  /** The operations of each place and field: what can be compared. */
  public List<List<StateEvent>> parts() {
    return List.copyOf(byPlaceAndField().values());
  }

  /** By place and field. */
  Map<String, List<StateEvent>> byPlaceAndField() {
    Map<String, List<StateEvent>> parts = new TreeMap<>();
    for (StateEvent event : events) {
      parts
          .computeIfAbsent(event.place() + "\n" + event.field(), key -> new ArrayList<>())
          .add(event);
    }
    return parts;
  }

  /** Begin on the reference's clock, as early as it can be where the grade asks for certainty. */
  long invoked(StateEvent event, Grade grade) {
    return event.interval().invoked() - doubt(event, grade);
  }

  /** End on the reference's clock, as late as it can be where the grade asks for certainty. */
  long completed(StateEvent event, Grade grade) {
    return event.interval().completed() + doubt(event, grade);
  }

  private long doubt(StateEvent event, Grade grade) {
    return oneHost || grade != Grade.CERTAIN ? 0 : event.interval().uncertaintyNanos();
  }

  /** The one had ended when the other began. */
  boolean isBefore(StateEvent one, StateEvent other, Grade grade) {
    return one.actor().host().equals(other.actor().host())
        ? one.interval().completeUnixNanos() < other.interval().invokeUnixNanos()
        : completed(one, grade) < invoked(other, grade);
  }

  static boolean isOk(StateEvent event) {
    return event.outcome() == Outcome.OK;
  }

  /** The version as a number; {@link StateEvent#NO_NUMBER} where it is none. */
  static long version(StateEvent event) {
    String version = event.content().version();
    return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : StateEvent.NO_NUMBER;
  }
}
