package io.distributeddebug.trace;

import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.statistics.PartsHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The duration of one endpoint's requests taken apart along their critical paths, in two windows.
 * The parts of a request add up to its duration, so those of every mean and every difference of
 * means do. Merging is exact, in any order.
 */
public final class LatencyComparison implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Side baseline = new Side();
  private final Side incident = new Side();

  /** One window. */
  private static final class Side implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LogLinearHistogram durations = new LogLinearHistogram();
    private final PartsHistogram parts = new PartsHistogram();

    void merge(Side other) {
      durations.merge(other.durations);
      parts.merge(other.parts);
    }
  }

  /** Which window a trace is in. */
  public enum Window {
    BASELINE,
    INCIDENT
  }

  /**
   * A part in both windows, nanoseconds a request.
   *
   * @param baselineNanos mean, 0 where there is no baseline
   */
  public record Change(LatencyPart part, double baselineNanos, double incidentNanos) {
    public double differenceNanos() {
      return incidentNanos - baselineNanos;
    }
  }

  /**
   * The mean over requests, or over those near a quantile; the parts add up to both means and to
   * their difference.
   *
   * @param parts the largest difference first
   */
  public record Explained(double baselineNanos, double incidentNanos, List<Change> parts) {
    public double differenceNanos() {
      return incidentNanos - baselineNanos;
    }
  }

  void add(PathAnswer.Found found, Window window) {
    TreeMap<String, Long> parts = new TreeMap<>();
    for (ExplainedPath.Explained segment : found.segments()) {
      parts.merge(LatencyPart.of(found.trace(), segment).key(), segment.durationNanos(), Long::sum);
    }
    Side side = window == Window.BASELINE ? baseline : incident;
    side.durations.add(found.path().durationNanos());
    side.parts.add(found.path().durationNanos(), parts);
  }

  void merge(LatencyComparison other) {
    baseline.merge(other.baseline);
    incident.merge(other.incident);
  }

  public LogLinearHistogram durations(Window window) {
    return (window == Window.BASELINE ? baseline : incident).durations;
  }

  /** Over all requests. */
  public Explained mean() {
    return explained(baseline.parts.mean(), incident.parts.mean());
  }

  /** Over requests near a quantile of each window, so far on each side. */
  public Explained around(double quantile, double halfWidth) {
    return explained(
        baseline.parts.around(quantile, halfWidth), incident.parts.around(quantile, halfWidth));
  }

  private static Explained explained(PartsHistogram.Mean before, PartsHistogram.Mean during) {
    Set<String> keys = new TreeSet<>(before.parts().keySet());
    keys.addAll(during.parts().keySet());
    List<Change> changes = new ArrayList<>();
    for (String key : keys) {
      changes.add(new Change(LatencyPart.ofKey(key), before.part(key), during.part(key)));
    }
    changes.sort(
        Comparator.comparingDouble((Change change) -> -Math.abs(change.differenceNanos()))
            .thenComparing(change -> change.part().key()));
    return new Explained(before.mean(), during.mean(), changes);
  }
}
