package io.distributeddebug.jobs.anomaly;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;

import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.latency.TrafficComparison;
import io.distributeddebug.latency.TrafficComparison.OperationPair;
import io.distributeddebug.telemetry.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Chooses traces to show beside each other, and reads them with their log lines. */
public final class ExampleTraces {
  private static final int MOST_LINES = 2000;

  /**
   * Ids of the worst traces of the incident: the slowest failed one, then the slowest, of the entry
   * operations whose time or errors grew most. No Spark job: the tallies have kept them.
   */
  public static List<String> worst(TrafficComparison comparison, int count) {
    Set<String> ids = new LinkedHashSet<>();
    List<OperationPair> entries =
        comparison.operations().stream()
            .filter(pair -> pair.incident().fromOutside() > 0)
            .sorted(
                Comparator.comparingDouble(ExampleTraces::worsening)
                    .reversed()
                    .thenComparing(OperationPair::key))
            .toList();
    for (OperationPair pair : entries) {
      ids.add(pair.incident().failed().traceId());
      ids.add(pair.incident().slowest().traceId());
    }
    ids.remove("");
    return ids.stream().limit(count).toList();
  }

  /** Rise of the failed share plus growth of the mean, as share of the larger mean. */
  private static double worsening(OperationPair pair) {
    double errors = pair.incident().errorRatio() - pair.baseline().errorRatio();
    double before = pair.baseline().durations().mean();
    double during = pair.incident().durations().mean();
    return errors + (during - before) / Math.max(1, Math.max(before, during));
  }

  /**
   * A trace of the same entry operation from the baseline, without errors and whole, whose duration
   * is nearest to the usual one; of equal ones the smallest id.
   *
   * @param traces rows of table {@code traces}
   * @param usualNanos median duration of the operation in the baseline
   */
  public static Optional<String> healthy(
      Dataset<Row> traces, Window baseline, String service, String operation, long usualNanos) {
    Column start = Spans.START_UNIX_NANOS.column();
    List<Row> nearest =
        traces
            .where(start.geq(baseline.fromUnixNanos()).and(start.lt(baseline.toUnixNanos())))
            .where(Traces.ROOT_SERVICE.column().equalTo(service))
            .where(Traces.ROOT_OPERATION.column().equalTo(operation))
            .where(Traces.ERROR_COUNT.column().equalTo(0L))
            .where(Traces.COMPLETENESS_RATIO.column().geq(1))
            .orderBy(
                abs(Traces.DURATION_NANOS.column().minus(lit(usualNanos))), Spans.TRACE_ID.column())
            .limit(1)
            .select(Spans.TRACE_ID.column())
            .collectAsList();
    return nearest.stream().map(row -> row.getString(0)).findFirst();
  }

  /** All spans of these traces, each trace in depth-first order. */
  public static List<Row> spans(Dataset<Row> traceSpans, Collection<String> traceIds) {
    return traceIds.isEmpty()
        ? List.of()
        : traceSpans
            .where(Spans.TRACE_ID.column().isInCollection(traceIds))
            .orderBy(Spans.TRACE_ID.column(), TraceSpans.TREE_POSITION.column())
            .collectAsList();
  }

  /**
   * Log lines of these traces by time: those that name the trace, and lines without any id that one
   * of its services wrote meanwhile; at most 2000.
   *
   * @param logs rows of table {@code logs}
   * @param services those of the traces
   * @param during from the first start to the last end of the traces
   */
  public static List<Row> logs(
      Dataset<Row> logs, Collection<String> traceIds, Collection<String> services, Window during) {
    if (traceIds.isEmpty()) {
      return List.of();
    }
    Column time = Logs.UNIX_NANOS_COLUMN.column();
    Column meanwhile =
        Spans.TRACE_ID
            .column()
            .equalTo("")
            .and(Spans.SERVICE.column().isInCollection(services))
            .and(time.geq(during.fromUnixNanos()))
            .and(time.lt(during.toUnixNanos()));
    return logs.where(Spans.TRACE_ID.column().isInCollection(traceIds).or(meanwhile))
        .select(
            time,
            Spans.TRACE_ID.column(),
            Spans.SPAN_ID.column(),
            Spans.SERVICE.column(),
            Spans.INSTANCE.column(),
            Logs.SEVERITY.column(),
            Logs.BODY.column())
        .orderBy(time, Spans.RECORD_HASH.column())
        .limit(MOST_LINES)
        .collectAsList();
  }

  private ExampleTraces() {}
}
