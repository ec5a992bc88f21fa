package io.distributeddebug.state.timeline;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a part of an entity was at a place at an instant.
 *
 * @param value empty where nobody says it
 * @param version empty where it has none
 * @param sinceUnixNanos it had begun by then, on the reference's clock
 * @param spanId who wrote it, empty where that is not recorded
 * @param newer values that may have replaced it by then
 */
public record StateEntry(
    String entityType,
    String entityKey,
    String place,
    String field,
    Status status,
    String value,
    String version,
    long sinceUnixNanos,
    String spanId,
    List<String> newer)
    implements Serializable {
  public StateEntry {
    newer = List.copyOf(newer);
  }

  /** How sure it is. */
  public enum Status {
    /** It was so: something recorded later proves it. */
    KNOWN,
    /** The last that was recorded; a write that was not recorded may have replaced it. */
    LAST_SEEN,
    /** A write was going on: either value. */
    IN_FLIGHT,
    /** Two writes, of which either can have come last. */
    CONCURRENT,
    /** Nothing recorded says it. */
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
