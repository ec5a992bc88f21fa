package io.distributeddebug.jobs.query;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.logs.LogJoin;
import io.distributeddebug.jobs.metrics.LoadQuery;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.jobs.trace.TraceKey;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What logs and metrics say beside the spans of a stretch of time. */
public final class EvidenceQuery {
  private static final int SLICES = 60;
  private static final int MOST_TEMPLATES = 1000;
  private static final long LEAST_SLICE_NANOS = 1_000_000_000L;

  private final LakeSnapshot lake;
  private final Window window;

  private EvidenceQuery(LakeSnapshot lake, Window window) {
    this.lake = lake;
    this.window = window;
  }

  /**
   * Of a lake.
   *
   * @param asked empty: from the first to the last start of a span
   * @return empty where there are no spans
   */
  public static Optional<EvidenceQuery> of(LakeSnapshot lake, Optional<Window> asked) {
    return asked
        .or(() -> recorded(lake.read(TraceSpans.TABLE)))
        .map(window -> new EvidenceQuery(lake, window));
  }

  private static Optional<Window> recorded(Dataset<Row> spans) {
    Column start = Spans.START_UNIX_NANOS.column();
    Row range = spans.agg(min(start), max(start)).head();
    return range.isNullAt(0)
        ? Optional.empty()
        : Optional.of(new Window(range.getLong(0), range.getLong(1) + 1));
  }

  public Window window() {
    return window;
  }

  /** How long a slice of {@link #load} is. */
  public long sliceNanos() {
    return Math.max(LEAST_SLICE_NANOS, (window.nanos() + SLICES - 1) / SLICES);
  }

  /**
   * For each service: lines, errors, lines by how they were joined, confidence of those by time.
   */
  public List<Row> logs() {
    Dataset<Row> joined = joined();
    return joined
        .groupBy(Spans.SERVICE.column())
        .agg(
            count(lit(1)).as("lines"),
            sum(when(Logs.SEVERITY_NUMBER.column().geq(17), 1L).otherwise(0L)).as("errors"),
            joinedBy("span_id"),
            joinedBy("trace_id"),
            joinedBy("time"),
            joinedBy("none"),
            avg(when(by("time"), col(LogJoin.CONFIDENCE))).as("mean_confidence_by_time"))
        .orderBy(Spans.SERVICE.column())
        .collectAsList();
  }

  /** The most common templates of each service: lines, and traces that they were joined to. */
  public List<Row> templates() {
    return joined()
        .groupBy(Spans.SERVICE.column(), Logs.SEVERITY.column(), Logs.TEMPLATE.column())
        .agg(
            count(lit(1)).as("lines"),
            countDistinct(when(col(LogJoin.TRACE).notEqual(""), col(LogJoin.TRACE))).as("traces"))
        .orderBy(col("lines").desc(), Spans.SERVICE.column(), Logs.TEMPLATE.column())
        .limit(MOST_TEMPLATES)
        .collectAsList();
  }

  /** Of {@link LoadQuery}, for instances and slices in order. */
  public List<Row> load() {
    Dataset<Row> spans = lake.read(TraceSpans.TABLE, around());
    return LoadQuery.of(spans, lake.read(Metrics.TABLE, window), window, sliceNanos())
        .orderBy("service", "instance", LoadQuery.SLICE)
        .collectAsList();
  }

  /** Log lines of one trace by time, also those without ids that may be its own. */
  public static List<Row> logsOfTrace(LakeSnapshot lake, String traceId) {
    Dataset<Row> hub = lake.read(TraceSpans.TABLE);
    List<Row> whole =
        hub.where(TraceSpans.TRACE_KEY.column().equalTo(TraceKey.of(traceId)))
            .where(Spans.TRACE_ID.column().equalTo(traceId))
            .groupBy(Spans.SERVICE.column())
            .agg(min(Spans.START_UNIX_NANOS.column()), max(Spans.END_UNIX_NANOS.column()))
            .collectAsList();
    if (whole.isEmpty()) {
      return List.of();
    }
    Object[] services = whole.stream().map(row -> row.getString(0)).toArray();
    long from = whole.stream().mapToLong(row -> row.getLong(1)).min().orElseThrow();
    long to = whole.stream().mapToLong(row -> row.getLong(2)).max().orElseThrow();
    Column isOfService = Spans.SERVICE.column().isin(services);
    Dataset<Row> logs =
        lake.read(Logs.TABLE)
            .where(
                Spans.TRACE_ID
                    .column()
                    .equalTo(traceId)
                    .or(
                        Spans.TRACE_ID
                            .column()
                            .equalTo("")
                            .and(isOfService)
                            .and(Logs.UNIX_NANOS_COLUMN.column().between(from, to))));
    Dataset<Row> spans =
        hub.where(isOfService)
            .where(Spans.START_UNIX_NANOS.column().leq(to))
            .where(Spans.END_UNIX_NANOS.column().geq(from));
    Dataset<Row> joined = LogJoin.join(logs, spans);
    Dataset<Row> names =
        hub.where(TraceSpans.TRACE_KEY.column().equalTo(TraceKey.of(traceId)))
            .where(Spans.TRACE_ID.column().equalTo(traceId))
            .select(Spans.SPAN_ID.column().as("named"), Spans.OPERATION.column())
            .dropDuplicates("named");
    return joined
        .where(col(LogJoin.TRACE).equalTo(traceId))
        .join(names, joined.col(LogJoin.SPAN).equalTo(names.col("named")), "left")
        .orderBy(
            Logs.UNIX_NANOS_COLUMN.column(), Spans.SERVICE.column(), Spans.RECORD_HASH.column())
        .collectAsList();
  }

  private Dataset<Row> joined() {
    return LogJoin.join(lake.read(Logs.TABLE, window), lake.read(TraceSpans.TABLE, around()));
  }

  /** Traces that began before may still run in it. */
  private Window around() {
    return new Window(
        window.fromUnixNanos() - Reconstruct.LONGEST_TRACE.toNanos(), window.toUnixNanos());
  }

  private static Column by(String how) {
    return col(LogJoin.HOW).equalTo(how);
  }

  private static Column joinedBy(String how) {
    return sum(when(by(how), 1L).otherwise(0L)).as("by_" + how);
  }
}
