package io.distributeddebug.jobs.metrics;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Window;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Requests that each instance had to serve, by slice of time, beside its metrics of that slice: how
 * many arrived, how many were inside at once, and how full it was.
 */
public final class LoadQuery {
  /** Slice, counted from the window's begin. */
  public static final String SLICE = "slice";

  public static final String ARRIVALS = "arrivals";
  public static final String ERRORS = "errors";

  /** Time that requests spent inside during the slice, added up. */
  public static final String BUSY_NANOS = "busy_nanos";

  /** Mean of the requests in flight that a metric counts; null without such a metric. */
  public static final String MEASURED_IN_FLIGHT = "measured_in_flight";

  /** The highest mean of a utilization metric, 0..1; null without one. */
  public static final String UTILIZATION_RATIO = "utilization_ratio";

  /** Which metric that is. */
  public static final String UTILIZATION_METRIC = "utilization_metric";

  private LoadQuery() {}

  /** A row for each instance and slice in which it had a request or a point. */
  public static Dataset<Row> of(
      Dataset<Row> spans, Dataset<Row> metrics, Window window, long sliceNanos) {
    Dataset<Row> requests = requests(spans, window, sliceNanos);
    Dataset<Row> points = points(metrics, window, sliceNanos);
    return requests
        .join(
            points,
            requests
                .col("service")
                .equalTo(points.col("m_service"))
                .and(requests.col("instance").equalTo(points.col("m_instance")))
                .and(requests.col(SLICE).equalTo(points.col("m_slice"))),
            "full")
        .selectExpr(
            "coalesce(service, m_service) as service",
            "coalesce(instance, m_instance) as instance",
            "coalesce(slice, m_slice) as slice",
            "coalesce(arrivals, 0L) as arrivals",
            "coalesce(errors, 0L) as errors",
            "coalesce(busy_nanos, 0L) as busy_nanos",
            MEASURED_IN_FLIGHT,
            "highest.mean as " + UTILIZATION_RATIO,
            "highest.metric as " + UTILIZATION_METRIC);
  }

  /** A request comes in with a span of a server or consumer, or one whose caller is elsewhere. */
  private static Dataset<Row> requests(Dataset<Row> spans, Window window, long sliceNanos) {
    Column begin = lit(window.fromUnixNanos());
    Column start = Spans.START_UNIX_NANOS.column();
    Column end = greatest(Spans.END_UNIX_NANOS.column(), start);
    Column isRequest =
        Spans.KIND
            .column()
            .isin("SERVER", "CONSUMER")
            .or(
                Spans.KIND
                    .column()
                    .isin("UNSPECIFIED", "INTERNAL")
                    .and(TraceSpans.PARENT_SERVICE.column().notEqual(Spans.SERVICE.column())));
    Dataset<Row> inside =
        spans
            .where(isRequest)
            .where(end.geq(begin).and(start.lt(window.toUnixNanos())))
            .select(
                Spans.SERVICE.column(),
                Spans.INSTANCE.column(),
                TraceSpans.IS_ERROR.column(),
                start.minus(begin).as("from"),
                end.minus(begin).as("to"));
    String slice = " div " + sliceNanos;
    Column sliced =
        explode(
            sequence(
                expr("greatest(`from`, 0L)" + slice),
                expr("least(`to`, " + (window.nanos() - 1) + "L)" + slice)));
    Column sliceBegin = col(SLICE).multiply(lit(sliceNanos));
    Column arrived = col("from").geq(0).and(expr("`from`" + slice).equalTo(col(SLICE)));
    return inside
        .withColumn(SLICE, sliced)
        .groupBy(Spans.SERVICE.column(), Spans.INSTANCE.column(), col(SLICE))
        .agg(
            sum(when(arrived, 1L).otherwise(0L)).as(ARRIVALS),
            sum(when(arrived.and(TraceSpans.IS_ERROR.column()), 1L).otherwise(0L)).as(ERRORS),
            sum(least(col("to"), sliceBegin.plus(lit(sliceNanos)))
                    .minus(greatest(col("from"), sliceBegin)))
                .as(BUSY_NANOS));
  }

  /** Gauges of an instance: requests in flight, summed over attribute sets, and utilizations. */
  private static Dataset<Row> points(Dataset<Row> metrics, Window window, long sliceNanos) {
    Column name = Metrics.METRIC.column();
    Column isInFlight =
        name.rlike("(active|in_?flight|pending)[._]requests$").and(name.rlike("server"));
    Column isUtilization = name.contains("utilization").and(Metrics.VALUE.column().between(0, 1));
    Dataset<Row> means =
        metrics
            .where(Metrics.KIND.column().isin("GAUGE", "CUMULATIVE_SUM"))
            .where(isInFlight.or(isUtilization))
            .where(
                Metrics.UNIX_NANOS_COLUMN
                    .column()
                    .between(window.fromUnixNanos(), window.toUnixNanos() - 1))
            .withColumn(
                "m_slice", expr("(unix_nanos - " + window.fromUnixNanos() + "L) div " + sliceNanos))
            .groupBy(
                Spans.SERVICE.column().as("m_service"),
                Spans.INSTANCE.column().as("m_instance"),
                col("m_slice"),
                name.as("metric"),
                expr("to_json(map_from_entries(array_sort(map_entries(attributes))))").as("set"))
            .agg(avg(Metrics.VALUE.column()).as("mean"));
    return means
        .groupBy("m_service", "m_instance", "m_slice")
        .agg(
            sum(when(col("metric").contains("utilization"), null).otherwise(col("mean")))
                .as(MEASURED_IN_FLIGHT),
            max(when(col("metric").contains("utilization"), struct(col("mean"), col("metric"))))
                .as("highest"));
  }
}
