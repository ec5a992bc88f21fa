package io.distributeddebug.pattern;

import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.statistics.MetricSeries;
import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * All that the detectors look at.
 *
 * @param metricHistory the window before the onset that metric series are compared with
 * @param impossibleCalls in the incident and baseline windows
 * @param completenessRatio share of traces whose spans are all there; 1 where there are none
 */
public record Observations(
    TrafficComparison traffic,
    List<TemplateCount> templates,
    List<MetricSeries> metrics,
    Window metricHistory,
    double completenessRatio,
    List<ImpossibleCalls> impossibleCalls) {
  public Observations {
    impossibleCalls = List.copyOf(impossibleCalls);
    templates = List.copyOf(templates);
    metrics = List.copyOf(metrics);
    if (!(completenessRatio >= 0 && completenessRatio <= 1)) { // refuses NaN too
      throw new IllegalArgumentException(
          "Invalid completeness: " + completenessRatio + ", not in 0..1");
    }
  }

  public Window incident() {
    return traffic.slices().incident();
  }
}
