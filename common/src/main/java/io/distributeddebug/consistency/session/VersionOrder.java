package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.session.SessionEvents.Event;
import io.distributeddebug.consistency.session.VersionStep.Why;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of one key, and which has to be older than which. */
final class VersionOrder {
  private final History history;
  private final SessionEvents all;
  private final int key;
  private final List<Event> events;
  private final Meter meter;
  private final OrderGraph graph = new OrderGraph();

  private VersionOrder(History history, SessionEvents all, int key, Meter meter) {
    this.history = history;
    this.all = all;
    this.key = key;
    this.events = all.of(key);
    this.meter = meter;
  }

  /**
   * What was found.
   *
   * @param circle versions each of which has to be older than the next, and the last older than the
   *     first; empty where there are none, or the meter ran out
   * @param known whether what is known of the order, before any guarantee, does not contradict
   *     itself
   */
  record Found(Optional<List<VersionStep>> circle, boolean known) {}

  static Found circle(
      History history, SessionEvents events, int key, Guarantee guarantee, Meter meter) {
    VersionOrder order = new VersionOrder(history, events, key, meter);
    boolean listsAgree = order.addKnown();
    if (!listsAgree || order.graph.circle().isPresent()) {
      return new Found(Optional.empty(), false);
    }
    order.addForced(guarantee);
    return new Found(order.graph.circle(), true);
  }

  /** Whether lists agree with each other. */
  private boolean addKnown() {
    boolean lists = false;
    for (Event event : events) {
      if (event.version() != History.NIL) {
        add(Why.INITIAL, event, event, History.NIL, event.version());
      }
      lists |= history.kind(event.operation()) == OperationKind.READ_LIST;
      if (history.kind(event.operation()) == OperationKind.CAS && event.write()) {
        int expected = history.expected(event.operation());
        if (expected != event.version() && all.tellsVersion(key, expected)) {
          add(Why.CAS, event, event, expected, event.version());
        }
      }
    }
    if (lists) {
      return addLists();
    }
    if (history.isTimed()) {
      addRealTime();
    }
    return true;
  }

  private boolean addLists() {
    Event longest = events.get(0);
    int[] elements = {};
    for (Event event : events) {
      if (history.kind(event.operation()) == OperationKind.READ_LIST
          && history.list(event.operation()).length >= elements.length) {
        longest = event;
        elements = history.list(event.operation());
      }
    }
    for (Event event : events) {
      if (history.kind(event.operation()) == OperationKind.READ_LIST) {
        int[] list = history.list(event.operation());
        if (list.length > elements.length
            || !Arrays.equals(list, 0, list.length, elements, 0, list.length)) {
          return false;
        }
      }
    }
    elements = Arrays.stream(elements).filter(element -> all.tellsVersion(key, element)).toArray();
    for (int i = 1; i < elements.length; i++) {
      add(Why.LIST, longest, longest, elements[i - 1], elements[i]);
    }
    Map<Integer, Integer> inList = new HashMap<>();
    for (int element : elements) {
      inList.merge(element, 1, Integer::sum);
    }
    for (Event event : events) {
      if (event.write() && elements.length > 0 && !inList.containsKey(event.version())) {
        add(Why.LIST, longest, event, elements[elements.length - 1], event.version());
      }
    }
    return true;
  }

  /** Writes that had ended before others began, without what follows from others. */
  private void addRealTime() {
    List<Event> writes = new ArrayList<>();
    for (Event event : events) {
      if (event.write()) {
        writes.add(event);
      }
    }
    writes.sort(Comparator.comparingLong(this::began));
    long[] firstEndFrom = new long[writes.size() + 1];
    firstEndFrom[writes.size()] = History.NEVER;
    for (int i = writes.size() - 1; i >= 0; i--) {
      firstEndFrom[i] = Math.min(firstEndFrom[i + 1], ended(writes.get(i)));
    }
    for (Event older : writes) {
      int next = firstBegunAfter(writes, ended(older));
      for (int i = next; i < writes.size() && began(writes.get(i)) <= firstEndFrom[next]; i++) {
        add(Why.REAL_TIME, older, writes.get(i), older.version(), writes.get(i).version());
      }
    }
  }

  private int firstBegunAfter(List<Event> writes, long time) {
    int low = 0;
    int high = writes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (began(writes.get(middle)) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long began(Event event) {
    return history.invoked(history.transaction(event.operation()));
  }

  private long ended(Event event) {
    int t = history.transaction(event.operation());
    return history.outcome(t) == Outcome.OK ? history.completed(t) : History.NEVER;
  }

  private void addForced(Guarantee guarantee) {
    Map<Integer, Earlier> earlierOf = new HashMap<>();
    for (Event event : events) {
      Earlier earlier =
          earlierOf.computeIfAbsent(event.session(), none -> new Earlier(graph, meter));
      if (event.write() == guarantee.secondWrites()) {
        earlier.precede(event);
      }
      if (event.write() == guarantee.firstWrites()) {
        earlier.add(event);
      }
    }
  }

  private void add(Why why, Event before, Event after, int older, int newer) {
    graph.add(
        graph.version(older),
        graph.version(newer),
        Optional.of(new VersionStep(why, before.operation(), after.operation(), older, newer)));
  }

  /**
   * The versions that a session has seen, or written, so far: each has to be older than a later
   * one. A chain of places spares an arrow for each two of them.
   *
   * <pre>
   *   a    b    c              an arrow from the last place stands for one from each of a, b and c
   *   v    v    v
   *   o -> o -> o -> later
   * </pre>
   */
  private static final class Earlier {
    private final OrderGraph graph;
    private final Meter meter;
    private final List<Event> events = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final Map<Integer, Integer> firstAt = new HashMap<>();

    Earlier(OrderGraph graph, Meter meter) {
      this.graph = graph;
      this.meter = meter;
    }

    void add(Event event) {
      if (firstAt.putIfAbsent(event.version(), events.size()) != null) {
        return;
      }
      int place = graph.place();
      if (!places.isEmpty()) {
        graph.add(places.get(places.size() - 1), place, Optional.empty());
      }
      graph.add(
          graph.version(event.version()),
          place,
          Optional.of(
              new VersionStep(
                  Why.SESSION,
                  event.operation(),
                  event.operation(),
                  event.version(),
                  event.version())));
      events.add(event);
      places.add(place);
    }

    /** All of them come before the version of an event, but for the version itself. */
    void precede(Event later) {
      int same = firstAt.getOrDefault(later.version(), events.size());
      int direct = same == events.size() ? events.size() : same + 1;
      if (same > 0) {
        link(places.get(same - 1), later, Optional.empty());
      }
      for (int i = direct; i < events.size() && meter.step() && meter.fits(graph.bytes()); i++) {
        link(graph.version(events.get(i).version()), later, Optional.of(events.get(i)));
      }
    }

    private void link(int from, Event later, Optional<Event> earlier) {
      graph.add(
          from,
          graph.version(later.version()),
          Optional.of(
              new VersionStep(
                  Why.SESSION,
                  earlier.map(Event::operation).orElse(OrderGraph.FROM_PLACE),
                  later.operation(),
                  earlier.map(Event::version).orElse(OrderGraph.FROM_PLACE),
                  later.version())));
    }
  }
}
