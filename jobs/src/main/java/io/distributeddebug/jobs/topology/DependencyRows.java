package io.distributeddebug.jobs.topology;

import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.latency.TrafficComparison.CallPair;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of table {@code dependencies}. */
public final class DependencyRows {
  public static List<Row> of(String investigationId, TrafficComparison comparison) {
    List<Row> rows = new ArrayList<>();
    for (CallPair pair : comparison.calls()) {
      CallTally baseline = pair.baseline();
      CallTally incident = pair.incident();
      rows.add(
          RowFactory.create(
              investigationId,
              pair.key().caller(),
              pair.key().callerOperation(),
              pair.key().callee(),
              pair.key().calleeOperation(),
              pair.key().peerKind(),
              baseline.calls(),
              incident.calls(),
              baseline.weightedCalls(),
              incident.weightedCalls(),
              baseline.errors(),
              incident.errors(),
              baseline.errorRatio(),
              incident.errorRatio(),
              incident.timeouts(),
              incident.retries(),
              quantile(baseline.durations(), 0.5),
              quantile(incident.durations(), 0.5),
              quantile(baseline.durations(), 0.95),
              quantile(incident.durations(), 0.95),
              quantile(baseline.durations(), 0.99),
              quantile(incident.durations(), 0.99),
              quantile(baseline.gaps(), 0.5),
              quantile(incident.gaps(), 0.5)));
    }
    return rows;
  }

  /** Null where there is no value: an empty cell of the table. */
  private static Long quantile(LogLinearHistogram values, double q) {
    return values.isEmpty() ? null : values.quantile(q);
  }

  private DependencyRows() {}
}
