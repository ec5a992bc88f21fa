package io.distributeddebug.state.check;

import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/**
 * A promise that was broken, with the operations that show it.
 *
 * @param subject what it happened to: an entity, a lock, or a message such as {@code events/0@17}
 * @param confidence 0..1
 * @param fromUnixNanos begin of the first operation that shows it, on the reference's clock
 * @param summary one sentence
 * @param seen the operations, in their order
 */
public record StateFinding(
    String kind,
    Grade grade,
    double confidence,
    String entityType,
    String subject,
    String place,
    long fromUnixNanos,
    long toUnixNanos,
    List<String> services,
    String summary,
    List<Seen> seen)
    implements Serializable {
  public StateFinding {
    services = List.copyOf(services);
    seen = List.copyOf(seen);
  }

  /**
   * An operation that shows it.
   *
   * @param unixNanos its begin, on the reference's clock
   */
  public record Seen(long unixNanos, String service, String traceId, String spanId, String text)
      implements Serializable {}

  /** Of the first event's place, from the first begin to the last end. */
  public static StateFinding of(
      String kind,
      Grade grade,
      double confidence,
      EntityRef entity,
      String summary,
      List<StateEvent> events) {
    return of(kind, grade, confidence, entity, entity.key(), summary, events);
  }

  static StateFinding of(
      String kind,
      Grade grade,
      double confidence,
      EntityRef entity,
      String subject,
      String summary,
      List<StateEvent> events) {
    TreeSet<String> services = new TreeSet<>();
    events.forEach(event -> services.add(event.actor().service()));
    return new StateFinding(
        kind,
        grade,
        confidence,
        entity.type(),
        subject,
        events.get(0).place(),
        events.stream().mapToLong(event -> event.interval().invoked()).min().orElse(0),
        events.stream().mapToLong(event -> event.interval().completed()).max().orElse(0),
        List.copyOf(services),
        summary,
        events.stream().map(StateFinding::seen).toList());
  }

  private static Seen seen(StateEvent event) {
    return new Seen(
        event.interval().invoked(),
        event.actor().service(),
        event.origin().traceId(),
        event.origin().spanId(),
        EventText.of(event));
  }
}
