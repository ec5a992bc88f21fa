package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Window;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The latency of all endpoints in two windows. Merging is exact, in any order. */
public final class Latencies implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<PathSummary.Endpoint, LatencyComparison> endpoints = new TreeMap<>();

  /** Adds a trace whose path is known; a trace without a path adds nothing. */
  public void add(PathAnswer answer, LatencyComparison.Window window) {
    if (answer instanceof PathAnswer.Found found) {
      Trace trace = found.trace();
      endpoints
          .computeIfAbsent(
              new PathSummary.Endpoint(
                  trace.service(found.entry()), trace.operation(found.entry())),
              key -> new LatencyComparison())
          .add(found, window);
    }
  }

  /** Adds the other's to these, and returns these. */
  public Latencies merge(Latencies other) {
    other.endpoints.forEach(
        (key, added) -> endpoints.computeIfAbsent(key, k -> new LatencyComparison()).merge(added));
    return this;
  }

  public SortedMap<PathSummary.Endpoint, LatencyComparison> endpoints() {
    return Collections.unmodifiableSortedMap(endpoints);
  }

  /**
   * The windows that are compared; what is in neither is left out, what is in both is the
   * incident's.
   *
   * @param baselineToUnixNanos as its begin where there is no baseline
   */
  public record Windows(
      long baselineFromUnixNanos,
      long baselineToUnixNanos,
      long incidentFromUnixNanos,
      long incidentToUnixNanos)
      implements Serializable {

    public static Windows of(Optional<Window> baseline, Window incident) {
      Window before = baseline.orElse(new Window(0, 0));
      return new Windows(
          before.fromUnixNanos(),
          before.toUnixNanos(),
          incident.fromUnixNanos(),
          incident.toUnixNanos());
    }

    /** Everything, with nothing to compare it with. */
    public static Windows all() {
      return new Windows(0, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public boolean hasBaseline() {
      return baselineFromUnixNanos < baselineToUnixNanos;
    }

    /** Of a trace that began then; empty where it is in neither. */
    public Optional<LatencyComparison.Window> of(long unixNanos) {
      if (incidentFromUnixNanos <= unixNanos && unixNanos < incidentToUnixNanos) {
        return Optional.of(LatencyComparison.Window.INCIDENT);
      }
      return baselineFromUnixNanos <= unixNanos && unixNanos < baselineToUnixNanos
          ? Optional.of(LatencyComparison.Window.BASELINE)
          : Optional.empty();
    }
  }
}
