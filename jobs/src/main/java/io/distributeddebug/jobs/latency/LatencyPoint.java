package io.distributeddebug.jobs.latency;

import io.distributeddebug.trace.LatencyComparison;
import java.util.List;

/**
 * Which requests a latency is explained of.
 *
 * @param name {@code mean}, {@code p50}, {@code p95} or {@code p99}
 * @param halfWidth how far around the quantile requests are taken, as a share of all
 */
public record LatencyPoint(String name, double quantile, double halfWidth) {
  public static final List<LatencyPoint> ALL =
      List.of(
          new LatencyPoint("mean", 0.5, 0.5),
          new LatencyPoint("p50", 0.5, 0.05),
          new LatencyPoint("p95", 0.95, 0.025),
          new LatencyPoint("p99", 0.99, 0.01));

  public LatencyComparison.Explained of(LatencyComparison comparison) {
    return comparison.around(quantile, halfWidth);
  }
}
