package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Window;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be simulated. The same settings give the same telemetry, whatever the machine.
 *
 * @param spans about how many are recorded; retries and failures make it some percent more or less
 * @param faults names or kinds of {@link Faults}; none for a quiet shop
 * @param hasRawPaths names of HTTP spans carry ids, and no attribute tells the route
 */
public record SimulationSettings(
    long seed,
    long spans,
    Instant start,
    Duration duration,
    List<String> faults,
    HeadSampling sampling,
    boolean hasRawPaths)
    implements Serializable {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  public static final SimulationSettings DEFAULTS =
      new SimulationSettings(
          1, 200_000, Instant.parse("2026-01-05T08:00:00Z"), Duration.ofHours(2), List.of());

  /** Everything is recorded. */
  public SimulationSettings(
      long seed, long spans, Instant start, Duration duration, List<String> faults) {
    this(seed, spans, start, duration, faults, HeadSampling.OFF, false);
  }

  public SimulationSettings {
    if (spans < 1) {
      throw new IllegalArgumentException("Invalid number of spans: " + spans + ", not above 0");
    }
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Invalid duration: " + duration + ", not between a minute and a year");
    }
    faults.forEach(Faults::named);
    faults = List.copyOf(faults);
  }

  public SimulationSettings withSeed(long other) {
    return new SimulationSettings(other, spans, start, duration, faults, sampling, hasRawPaths);
  }

  public SimulationSettings withSpans(long other) {
    return new SimulationSettings(seed, other, start, duration, faults, sampling, hasRawPaths);
  }

  public SimulationSettings withStart(Instant other) {
    return new SimulationSettings(seed, spans, other, duration, faults, sampling, hasRawPaths);
  }

  public SimulationSettings withDuration(Duration other) {
    return new SimulationSettings(seed, spans, start, other, faults, sampling, hasRawPaths);
  }

  public SimulationSettings withFaults(List<String> others) {
    return new SimulationSettings(seed, spans, start, duration, others, sampling, hasRawPaths);
  }

  public SimulationSettings withSampling(HeadSampling other) {
    return new SimulationSettings(seed, spans, start, duration, faults, other, hasRawPaths);
  }

  /** The same, with HTTP spans named by their full paths, and without routes. */
  public SimulationSettings withRawPaths() {
    return new SimulationSettings(seed, spans, start, duration, faults, sampling, true);
  }

  public Window window() {
    return Window.of(start, start.plus(duration));
  }
}
