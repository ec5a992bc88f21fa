package io.distributeddebug.jobs.latency;

import io.distributeddebug.latency.MeanRequest;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Part;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.latency.TrafficComparison.OperationPair;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of table {@code latency}: one for the whole of an operation, one for each of its parts. */
public final class LatencyRows {
  public static List<Row> of(String investigationId, TrafficComparison comparison) {
    List<Row> rows = new ArrayList<>();
    for (OperationPair pair : comparison.operations()) {
      MeanRequest before = MeanRequest.of(pair.baseline());
      MeanRequest during = MeanRequest.of(pair.incident());
      rows.add(row(investigationId, pair, "total", before.meanNanos(), during.meanNanos()));
      for (Part part : Part.values()) {
        if (before.nanos(part) != 0 || during.nanos(part) != 0) {
          rows.add(
              row(investigationId, pair, part.label(), before.nanos(part), during.nanos(part)));
        }
      }
    }
    return rows;
  }

  private static Row row(
      String investigationId, OperationPair pair, String part, long before, long during) {
    OperationTally baseline = pair.baseline();
    OperationTally incident = pair.incident();
    return RowFactory.create(
        investigationId,
        pair.key().service(),
        pair.key().operation(),
        part,
        baseline.requests(),
        incident.requests(),
        baseline.weightedRequests(),
        incident.weightedRequests(),
        before,
        during,
        during - before,
        quantile(baseline.durations(), 0.5),
        quantile(incident.durations(), 0.5),
        quantile(baseline.durations(), 0.95),
        quantile(incident.durations(), 0.95),
        quantile(baseline.durations(), 0.99),
        quantile(incident.durations(), 0.99));
  }

  /** Null where there is no value: an empty cell of the table. */
  static Long quantile(LogLinearHistogram durations, double q) {
    return durations.isEmpty() ? null : durations.quantile(q);
  }

  private LatencyRows() {}
}
