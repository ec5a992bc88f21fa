package io.distributeddebug.simulation;

import java.util.PriorityQueue;

/** What happens when: events by time, events of one instant in the order they were entered. */
final class Calendar {
  /** What is done at an instant. */
  interface Action {
    void at(long unixNanos);
  }

  private record Event(long unixNanos, long order, Action action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(unixNanos, other.unixNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>(1024);
  private long entered;

  void enter(long unixNanos, Action action) {
    events.add(new Event(unixNanos, entered++, action));
  }

  /** Runs everything, including what is entered on the way. */
  void run() {
    for (Event event = events.poll(); event != null; event = events.poll()) {
      event.action().at(event.unixNanos());
    }
  }
}
