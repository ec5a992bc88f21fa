package io.distributeddebug.report;

import java.util.EnumSet;
import java.util.Set;

/** How the calls over an edge differ from the baseline window. */
public enum EdgeChange {
  NEW,
  GONE,
  SLOWER,
  FASTER,
  MORE_ERRORS,
  FEWER_ERRORS,
  MORE_CALLS,
  FEWER_CALLS;

  private static final int ENOUGH_CALLS = 10;
  private static final double SLOWER_RATIO = 1.3;
  private static final long SLOWER_NANOS = 1_000_000;
  private static final double RATE_RATIO = 2;

  /**
   * Marks for the eye, not evidence: a median or 95th percentile that moved by 30 % and 1 ms, an
   * error share that moved by one point and three standard deviations, a call rate that doubled or
   * halved. With fewer than 10 calls expected nothing but {@link #NEW} is said.
   */
  public static Set<EdgeChange> between(
      CallStatistics baseline, CallStatistics incident, Windows windows) {
    EnumSet<EdgeChange> changes = EnumSet.noneOf(EdgeChange.class);
    if (baseline.calls() == 0 || incident.calls() == 0) {
      if (incident.calls() > 0) {
        changes.add(NEW);
      } else if (expectedCalls(baseline, windows) >= ENOUGH_CALLS) {
        changes.add(GONE);
      }
      return changes;
    }
    addRate(changes, incident.calls(), expectedCalls(baseline, windows));
    if (baseline.calls() >= ENOUGH_CALLS && incident.calls() >= ENOUGH_CALLS) {
      addErrors(changes, baseline, incident);
      addLatency(changes, baseline, incident);
    }
    return changes;
  }

  private static double expectedCalls(CallStatistics baseline, Windows windows) {
    double baselineNanos = windows.baseline().map(w -> (double) w.window().nanos()).orElse(0.0);
    double incidentNanos = windows.incident().map(w -> (double) w.window().nanos()).orElse(0.0);
    return baselineNanos == 0 ? baseline.calls() : baseline.calls() * incidentNanos / baselineNanos;
  }

  private static void addRate(Set<EdgeChange> changes, long calls, double expected) {
    if (Math.max((double) calls, expected) < ENOUGH_CALLS) {
      return;
    }
    if (calls >= RATE_RATIO * expected) {
      changes.add(MORE_CALLS);
    } else if (expected >= RATE_RATIO * calls) {
      changes.add(FEWER_CALLS);
    }
  }

  private static void addErrors(
      Set<EdgeChange> changes, CallStatistics baseline, CallStatistics incident) {
    double difference = incident.errorRatio() - baseline.errorRatio();
    double pooled =
        (double) (baseline.errors() + incident.errors()) / (baseline.calls() + incident.calls());
    double deviation =
        Math.sqrt(pooled * (1 - pooled) * (1.0 / baseline.calls() + 1.0 / incident.calls()));
    if (Math.abs(difference) < 0.01 || Math.abs(difference) < 3 * deviation) {
      return;
    }
    changes.add(difference > 0 ? MORE_ERRORS : FEWER_ERRORS);
  }

  private static void addLatency(
      Set<EdgeChange> changes, CallStatistics baseline, CallStatistics incident) {
    LatencyQuantiles before = baseline.latency().orElse(null);
    LatencyQuantiles after = incident.latency().orElse(null);
    if (before == null || after == null) {
      return;
    }
    if (grew(before.p50Nanos(), after.p50Nanos()) || grew(before.p95Nanos(), after.p95Nanos())) {
      changes.add(SLOWER);
    } else if (grew(after.p50Nanos(), before.p50Nanos())
        && grew(after.p95Nanos(), before.p95Nanos())) {
      changes.add(FASTER);
    }
  }

  private static boolean grew(long from, long to) {
    return to - from >= SLOWER_NANOS && to >= SLOWER_RATIO * from;
  }
}
