package io.distributeddebug.latency;

import java.io.Serializable;

/** Spans of one version of a service: how many, and when the first and last of them began. */
public final class VersionTally implements Serializable {
  private static final long serialVersionUID = 1;

  private long spans;
  private long errors;
  private long firstUnixNanos = Long.MAX_VALUE;
  private long lastUnixNanos = Long.MIN_VALUE;

  void add(long startUnixNanos, boolean isError) {
    spans++;
    errors += isError ? 1 : 0;
    firstUnixNanos = Math.min(firstUnixNanos, startUnixNanos);
    lastUnixNanos = Math.max(lastUnixNanos, startUnixNanos);
  }

  void merge(VersionTally other) {
    spans += other.spans;
    errors += other.errors;
    firstUnixNanos = Math.min(firstUnixNanos, other.firstUnixNanos);
    lastUnixNanos = Math.max(lastUnixNanos, other.lastUnixNanos);
  }

  public long spans() {
    return spans;
  }

  public long errors() {
    return errors;
  }

  public long firstUnixNanos() {
    return firstUnixNanos;
  }

  public long lastUnixNanos() {
    return lastUnixNanos;
  }
}
