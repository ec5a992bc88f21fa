package io.distributeddebug.jobs.latency;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.latency.RequestTimeline;
import io.distributeddebug.telemetry.Window;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Requests of the entry operations over time, from {@code traces}: one Spark job, no shuffle. */
public final class RequestTimelineQuery {
  private static final int SERVICE = 0;
  private static final int OPERATION = 1;
  private static final int START = 2;
  private static final int DURATION = 3;
  private static final int IS_ERROR = 4;
  private static final int SPANS = 5;
  private static final int COMPLETENESS = 6;
  private static final int WEIGHT = 7;
  private static final int TAIL_POLICY = 8;

  /**
   * Reads the traces that began in the window.
   *
   * @param traces rows of table {@code traces}
   */
  public static RequestTimeline collect(Dataset<Row> traces, Window window) {
    Column start = Spans.START_UNIX_NANOS.column();
    return traces
        .where(start.geq(window.fromUnixNanos()).and(start.lt(window.toUnixNanos())))
        .select(
            Traces.ROOT_SERVICE.column(),
            Traces.ROOT_OPERATION.column(),
            start,
            Traces.DURATION_NANOS.column(),
            TraceSpans.IS_ERROR.column(),
            Traces.SPAN_COUNT.column(),
            Traces.COMPLETENESS_RATIO.column(),
            TraceSpans.SAMPLING_WEIGHT.column(),
            Traces.TAIL_POLICY.column())
        .javaRDD()
        .mapPartitions(new Tally(window.nanos()))
        .treeAggregate(
            RequestTimeline.over(window.nanos()),
            RequestTimeline::merge,
            RequestTimeline::merge,
            2);
  }

  /** All traces of one partition as one timeline. */
  static final class Tally implements FlatMapFunction<Iterator<Row>, RequestTimeline> {
    private static final long serialVersionUID = 1;

    private final long windowNanos;

    Tally(long windowNanos) {
      this.windowNanos = windowNanos;
    }

    @Override
    public Iterator<RequestTimeline> call(Iterator<Row> rows) {
      RequestTimeline timeline = RequestTimeline.over(windowNanos);
      while (rows.hasNext()) {
        Row row = rows.next();
        timeline.add(
            row.getString(SERVICE),
            row.getString(OPERATION),
            row.getLong(START),
            Math.max(0, row.getLong(DURATION)),
            row.getBoolean(IS_ERROR),
            row.getLong(SPANS),
            row.getDouble(COMPLETENESS) >= 1);
        timeline.addSampling(row.getDouble(WEIGHT), !row.getString(TAIL_POLICY).isEmpty());
      }
      return List.of(timeline).iterator();
    }
  }

  private RequestTimelineQuery() {}
}
