package io.distributeddebug.state.timeline;

import io.distributeddebug.state.StateEvent;
import java.util.List;
import java.util.Optional;

/**
 * A value that an entity had at a place for a time.
 *
 * @param number {@link StateEvent#NO_NUMBER} where versions are not numbered
 * @param value empty where nobody says it
 * @param earliestStart it did not begin before, on the reference's clock; {@link Long#MIN_VALUE}:
 *     not known
 * @param latestStart it had begun by then
 * @param provenUntil it was surely still there then; {@link Long#MIN_VALUE}: nothing proves it
 * @param writer who made it, where that is recorded
 * @param readers operations that found it
 */
public record Version(
    long number,
    Optional<String> value,
    long earliestStart,
    long latestStart,
    long provenUntil,
    Optional<StateEvent> writer,
    List<StateEvent> readers) {
  public Version {
    readers = List.copyOf(readers);
  }

  /** As a person names it: its number, else its value. */
  public String name() {
    return number >= 0 ? "v" + number : value.orElse("?");
  }
}
