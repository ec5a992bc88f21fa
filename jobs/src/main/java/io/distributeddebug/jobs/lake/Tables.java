package io.distributeddebug.jobs.lake;

import java.util.List;
import java.util.Optional;

/** All tables of the lake, signals first. A new table = its class and a line here. */
public final class Tables {
  public static List<Table> all() {
    return List.of(
        Spans.TABLE,
        Logs.TABLE,
        Metrics.TABLE,
        Changes.TABLE,
        Resources.TABLE,
        Rejects.TABLE,
        IngestedFiles.TABLE,
        TraceSpans.TABLE,
        Traces.TABLE,
        Investigations.TABLE,
        Dependencies.TABLE,
        Latencies.TABLE,
        LogTemplates.TABLE,
        MetricChanges.TABLE,
        Findings.TABLE,
        Causes.TABLE,
        StateEvents.TABLE);
  }

  public static Optional<Table> named(String name) {
    return all().stream().filter(table -> table.name().equals(name)).findFirst();
  }

  private Tables() {}
}
