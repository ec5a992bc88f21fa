package io.distributeddebug.flow;

import java.util.List;

/**
 * A local invocation: an entry span and its descendants in the same instance, with what happened in
 * it in order of time.
 *
 * @param selfNanos self time of all its spans
 * @param isRoot nobody in this trace called it
 * @param isRepeat a repeat of a failed call led to it, directly or further up
 */
public record Invocation(
    String service,
    String instance,
    String version,
    String operation,
    long startUnixNanos,
    long endUnixNanos,
    boolean isError,
    boolean isRoot,
    boolean isRepeat,
    long selfNanos,
    List<Event> events) {
  public Invocation {
    events = List.copyOf(events);
  }
}
