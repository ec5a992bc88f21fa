package io.distributeddebug.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the answer stands on.
 *
 * @param services how many services have spans in the windows
 * @param traceCompletenessRatio share of traces whose spans all have their parents; empty where
 *     there are no traces
 * @param tableVersions the pinned version of each table that was read
 * @param doubts what weakens the answer, a sentence each: signals that are absent, sampling, lost
 *     spans, clocks that differ
 */
public record DataCoverage(
    long spans,
    long traces,
    long logs,
    long metricPoints,
    long rejects,
    long services,
    OptionalDouble traceCompletenessRatio,
    Map<String, Long> tableVersions,
    List<String> doubts) {
  public static final DataCoverage NONE =
      new DataCoverage(0, 0, 0, 0, 0, 0, OptionalDouble.empty(), Map.of(), List.of());

  public DataCoverage {
    tableVersions = Report.ordered(tableVersions);
    doubts = List.copyOf(doubts);
  }
}
