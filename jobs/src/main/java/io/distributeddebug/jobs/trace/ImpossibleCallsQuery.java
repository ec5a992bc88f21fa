package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.pattern.ImpossibleCalls;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Calls that hosts' clocks do not explain, by caller and callee. */
public final class ImpossibleCallsQuery {
  private static final int MOST_EDGES = 1000;

  private ImpossibleCallsQuery() {}

  /** Of spans that start in the window, the most frequent first. */
  public static List<ImpossibleCalls> collect(Dataset<Row> traceSpans, Window window) {
    Column start = Spans.START_UNIX_NANOS.column();
    return traceSpans
        .where(start.geq(window.fromUnixNanos()).and(start.lt(window.toUnixNanos())))
        .where(TraceSpans.FLAGS.column().contains("impossible_order"))
        .groupBy(TraceSpans.PARENT_SERVICE.column(), Spans.SERVICE.column())
        .agg(count(lit(1)).as("calls"), min(Spans.TRACE_ID.column()).as("example"))
        .orderBy(col("calls").desc(), TraceSpans.PARENT_SERVICE.column(), Spans.SERVICE.column())
        .limit(MOST_EDGES)
        .collectAsList()
        .stream()
        .map(
            row ->
                new ImpossibleCalls(
                    row.getString(0), row.getString(1), row.getLong(2), row.getString(3)))
        .toList();
  }
}
