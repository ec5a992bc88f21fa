package io.distributeddebug.telemetry;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/** A stretch of time, begin included, end excluded, in Unix nanoseconds UTC. */
public record Window(long fromUnixNanos, long toUnixNanos) implements Serializable {
  public Window {
    if (toUnixNanos < fromUnixNanos) {
      throw new IllegalArgumentException(
          "Invalid window: it ends at " + toUnixNanos + ", before it begins at " + fromUnixNanos);
    }
  }

  public static Window of(Instant from, Instant to) {
    return new Window(unixNanos(from), unixNanos(to));
  }

  /** Nanoseconds since the epoch; covers the years 1678 to 2262. */
  public static long unixNanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  public static Instant instant(long unixNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(unixNanos, 1_000_000_000L), Math.floorMod(unixNanos, 1_000_000_000L));
  }

  public boolean contains(long unixNanos) {
    return fromUnixNanos <= unixNanos && unixNanos < toUnixNanos;
  }

  public boolean overlaps(Window other) {
    return fromUnixNanos < other.toUnixNanos && other.fromUnixNanos < toUnixNanos;
  }

  /** What both share; empty where they do not overlap. */
  public Optional<Window> intersection(Window other) {
    return overlaps(other)
        ? Optional.of(
            new Window(
                Math.max(fromUnixNanos, other.fromUnixNanos),
                Math.min(toUnixNanos, other.toUnixNanos)))
        : Optional.empty();
  }

  public long nanos() {
    return toUnixNanos - fromUnixNanos;
  }

  public Instant from() {
    return instant(fromUnixNanos);
  }

  public Instant to() {
    return instant(toUnixNanos);
  }
}
