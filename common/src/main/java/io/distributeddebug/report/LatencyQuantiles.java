package io.distributeddebug.report;

/** Durations that a share of the calls did not exceed, in nanoseconds. */
public record LatencyQuantiles(long p50Nanos, long p95Nanos, long p99Nanos, long maxNanos) {}
