package io.distributeddebug.state.timeline;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions of one part of an entity at one place, in their order: by number where they have
 * one, else by the time at which they surely had begun. Times are as wide as clocks and intervals
 * leave them.
 */
public final class PlaceTimeline {
  private final String place;
  private final String field;
  private final List<Version> versions;
  private final boolean isNumbered;
  private final List<StateEvent> pending;

  private PlaceTimeline(
      String place,
      String field,
      List<Version> versions,
      boolean isNumbered,
      List<StateEvent> pending) {
    this.place = place;
    this.field = field;
    this.versions = List.copyOf(versions);
    this.isNumbered = isNumbered;
    this.pending = List.copyOf(pending);
  }

  /** Of each place and field, by name. */
  public static List<PlaceTimeline> of(List<StateEvent> ofOneEntity) {
    Map<String, List<StateEvent>> parts = new TreeMap<>();
    for (StateEvent event : ofOneEntity) {
      boolean tells =
          event.kind() == StateOperation.READ
              || (event.kind().isMutation() && event.outcome() != Outcome.FAIL);
      if (tells) {
        parts
            .computeIfAbsent(event.place() + "\n" + event.field(), key -> new ArrayList<>())
            .add(event);
      }
    }
    return parts.values().stream().map(PlaceTimeline::ofPart).toList();
  }

  private static PlaceTimeline ofPart(List<StateEvent> part) {
    boolean numbered = part.stream().anyMatch(event -> number(event) >= 0);
    StateEvent any = part.get(0);
    List<StateEvent> pending =
        part.stream()
            .filter(event -> event.outcome() == Outcome.UNKNOWN)
            .filter(event -> !numbered || number(event) < 0)
            .toList();
    return new PlaceTimeline(
        any.place(), any.field(), numbered ? numbered(part) : byTime(part), numbered, pending);
  }

  /** A part of a version that is being put together. */
  private static final class Draft {
    private Optional<String> value = Optional.empty();
    private long earliest = Long.MIN_VALUE;
    private long latest = Long.MAX_VALUE;
    private long proven = Long.MIN_VALUE;
    private Optional<StateEvent> writer = Optional.empty();
    private final List<StateEvent> readers = new ArrayList<>();

    void written(StateEvent event) {
      writer = Optional.of(event);
      earliest = invoked(event);
      if (event.outcome() == Outcome.OK) {
        latest = Math.min(latest, completed(event));
      }
      value = event.content().value().or(() -> value);
    }

    void found(StateEvent event) {
      readers.add(event);
      latest = Math.min(latest, completed(event));
      proven = Math.max(proven, invoked(event));
      if (value.isEmpty() && event.kind() == StateOperation.READ) {
        value = event.content().value();
      }
    }

    Version version(long number) {
      return new Version(number, value, earliest, latest, proven, writer, readers);
    }
  }

  private static List<Version> numbered(List<StateEvent> part) {
    TreeMap<Long, Draft> drafts = new TreeMap<>();
    for (StateEvent event : part) {
      long number = number(event);
      if (number >= 0 && event.kind() == StateOperation.READ) {
        drafts.computeIfAbsent(number, key -> new Draft()).found(event);
      } else if (number >= 0) {
        drafts.computeIfAbsent(number, key -> new Draft()).written(event);
      }
      long expected = number(event.content().expectedVersion());
      if (expected >= 0 && event.outcome() == Outcome.OK) {
        drafts.computeIfAbsent(expected, key -> new Draft()).found(event);
      }
    }
    List<Version> versions = new ArrayList<>();
    drafts.forEach((number, draft) -> versions.add(draft.version(number)));
    return versions;
  }

  /** Each acknowledged write begins a version; reads that return its value prove it. */
  private static List<Version> byTime(List<StateEvent> part) {
    List<StateEvent> writes =
        part.stream()
            .filter(event -> event.kind().isMutation() && event.outcome() == Outcome.OK)
            .sorted(
                Comparator.comparingLong(PlaceTimeline::completed)
                    .thenComparing(event -> event.origin().spanId()))
            .toList();
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      StateEvent write = writes.get(i);
      long next = i + 1 < writes.size() ? invoked(writes.get(i + 1)) : Long.MAX_VALUE;
      Draft draft = new Draft();
      draft.written(write);
      for (StateEvent event : part) {
        boolean proves =
            event.kind() == StateOperation.READ
                && write.content().value().isPresent()
                && event.content().value().equals(write.content().value())
                && invoked(event) > completed(write)
                && completed(event) < next;
        if (proves) {
          draft.found(event);
        }
      }
      versions.add(draft.version(StateEvent.NO_NUMBER));
    }
    return versions;
  }

  public String place() {
    return place;
  }

  public String field() {
    return field;
  }

  public List<Version> versions() {
    return versions;
  }

  /** What it was at that time on the reference's clock. */
  public StateEntry at(String type, String key, long unixNanos) {
    int surely = -1;
    for (int i = 0; i < versions.size(); i++) {
      if (versions.get(i).latestStart() <= unixNanos) {
        surely = i;
      }
    }
    List<String> newer = new ArrayList<>();
    for (int i = surely + 1; i < versions.size(); i++) {
      if (versions.get(i).earliestStart() <= unixNanos && versions.get(i).writer().isPresent()) {
        newer.add(shown(versions.get(i)));
      }
    }
    for (StateEvent write : pending) {
      if (invoked(write) <= unixNanos) {
        newer.add(write.content().value().orElse("?"));
      }
    }
    return entry(type, key, unixNanos, surely, newer);
  }

  private StateEntry entry(
      String type, String key, long unixNanos, int surely, List<String> newer) {
    if (surely < 0) {
      return new StateEntry(
          type, key, place, field, StateEntry.Status.UNKNOWN, "", "", 0, "", newer);
    }
    Version version = versions.get(surely);
    return new StateEntry(
        type,
        key,
        place,
        field,
        newer.isEmpty() ? certainty(surely, unixNanos) : StateEntry.Status.IN_FLIGHT,
        version.value().orElse(""),
        version.number() < 0 ? "" : Long.toString(version.number()),
        version.latestStart(),
        version.writer().map(writer -> writer.origin().spanId()).orElse(""),
        newer);
  }

  private StateEntry.Status certainty(int at, long unixNanos) {
    Version version = versions.get(at);
    if (!isNumbered && isConcurrent(at)) {
      return StateEntry.Status.CONCURRENT;
    }
    boolean nextIsKnown =
        isNumbered
            && at + 1 < versions.size()
            && versions.get(at + 1).number() == version.number() + 1
            && versions.get(at + 1).writer().isPresent();
    return nextIsKnown || version.provenUntil() >= unixNanos
        ? StateEntry.Status.KNOWN
        : StateEntry.Status.LAST_SEEN;
  }

  /** Another write may have come after this one. */
  private boolean isConcurrent(int at) {
    return at > 0
        && versions.get(at - 1).latestStart() >= versions.get(at).earliestStart()
        && !versions.get(at - 1).value().equals(versions.get(at).value());
  }

  private static String shown(Version version) {
    return version.value().orElse(version.name());
  }

  private static long invoked(StateEvent event) {
    return event.interval().invoked() - event.interval().uncertaintyNanos();
  }

  private static long completed(StateEvent event) {
    return event.interval().completed() + event.interval().uncertaintyNanos();
  }

  private static long number(StateEvent event) {
    return number(event.content().version());
  }

  private static long number(String version) {
    return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : StateEvent.NO_NUMBER;
  }
}
