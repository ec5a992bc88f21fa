package io.distributeddebug.jobs.logs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Each log line and the span that wrote it. Lines that name a span get it; lines that name only a
 * trace, or a span that is not there, the innermost span of their service that ran then in the
 * trace; lines without ids the innermost span of their service, and instance where both say one, of
 * the trace that ran then. Where several traces ran then, each is as likely: the latest begun is
 * named, with one over their number as confidence.
 */
public final class LogJoin {
  /** How a line was joined: {@code span_id}, {@code trace_id}, {@code time} or {@code none}. */
  public static final String HOW = "joined_by";

  /** 0..1 that the line is of the trace named. */
  public static final String CONFIDENCE = "confidence";

  /** The trace joined, empty for none. */
  public static final String TRACE = "joined_trace_id";

  /** The span joined, empty where only its trace is known. */
  public static final String SPAN = "joined_span_id";

  private static final String LINE = "line";
  private static final String BUCKET = "bucket";
  private static final long BUCKET_NANOS = 1_000_000_000L;

  // A span of hours is looked at in its first and last minutes only, lest it weigh on every join.
  private static final long MOST_BUCKETS = 600;

  private LogJoin() {}

  /**
   * The logs with what they were joined to.
   *
   * @param logs rows of table {@code logs}
   * @param spans rows of {@code trace_spans} around them
   */
  public static Dataset<Row> join(Dataset<Row> logs, Dataset<Row> spans) {
    Dataset<Row> lines =
        logs.select(
                Logs.UNIX_NANOS_COLUMN.column(),
                Spans.SERVICE.column(),
                Spans.INSTANCE.column(),
                Spans.TRACE_ID.column(),
                Spans.SPAN_ID.column(),
                Logs.SEVERITY.column(),
                Logs.SEVERITY_NUMBER.column(),
                Logs.TEMPLATE.column(),
                Logs.BODY.column(),
                Spans.FILE.column(),
                Spans.POSITION.column(),
                Spans.RECORD_HASH.column())
            .withColumn(
                LINE,
                struct(Spans.FILE.column(), Spans.POSITION.column(), Spans.RECORD_HASH.column()));
    Dataset<Row> found = byIds(lines, spans);
    Dataset<Row> known = found.where(col("s_span").isNotNull());
    Dataset<Row> left =
        found.where(col("s_span").isNull()).select(lines.columns()[0], rest(lines.columns()));
    Dataset<Row> byTrace = guessed(left.where("trace_id <> ''"), spans, Within.TRACE);
    Dataset<Row> byTime = guessed(left.where("trace_id = ''"), spans, Within.SERVICE);
    return known
        .select(
            all(lines, Spans.TRACE_ID.column(), Spans.SPAN_ID.column(), lit("span_id"), lit(1.0)))
        .unionByName(byTrace)
        .unionByName(byTime);
  }

  private enum Within {
    TRACE,
    SERVICE
  }

  private static Dataset<Row> byIds(Dataset<Row> lines, Dataset<Row> spans) {
    Dataset<Row> ids =
        spans
            .select(Spans.TRACE_ID.column().as("s_trace"), Spans.SPAN_ID.column().as("s_span"))
            .where("s_span <> ''")
            .distinct();
    return lines.join(
        ids,
        lines
            .col("trace_id")
            .equalTo(ids.col("s_trace"))
            .and(lines.col("span_id").equalTo(ids.col("s_span"))),
        "left");
  }

  private static Dataset<Row> guessed(Dataset<Row> lines, Dataset<Row> spans, Within within) {
    Column start = Spans.START_UNIX_NANOS.column();
    Column end = greatest(Spans.END_UNIX_NANOS.column(), start);
    Dataset<Row> running =
        spans.select(
            Spans.TRACE_ID.column().as("s_trace"),
            Spans.SPAN_ID.column().as("s_span"),
            Spans.SERVICE.column().as("s_service"),
            Spans.INSTANCE.column().as("s_instance"),
            start.as("s_start"),
            end.as("s_end"),
            TraceSpans.DEPTH.column().as("s_depth"));
    Column time = lines.col(Logs.UNIX_NANOS_COLUMN.name());
    Column fits =
        lines
            .col("service")
            .equalTo(col("s_service"))
            .and(time.geq(col("s_start")))
            .and(time.leq(col("s_end")));
    Dataset<Row> pairs;
    if (within == Within.TRACE) {
      pairs = lines.join(running, lines.col("trace_id").equalTo(col("s_trace")).and(fits), "left");
    } else {
      Column first = expr("s_start div " + BUCKET_NANOS);
      Column last = expr("s_end div " + BUCKET_NANOS);
      Dataset<Row> inBuckets =
          running.withColumn(
              "s_bucket", explode(sequence(first, least(last, first.plus(lit(MOST_BUCKETS))))));
      Dataset<Row> timed = lines.withColumn(BUCKET, expr("unix_nanos div " + BUCKET_NANOS));
      Column sameInstance =
          timed
              .col("instance")
              .equalTo(col("s_instance"))
              .or(timed.col("instance").equalTo(""))
              .or(col("s_instance").equalTo(""));
      pairs =
          timed.join(
              inBuckets,
              timed
                  .col(BUCKET)
                  .equalTo(col("s_bucket"))
                  .and(timed.col("service").equalTo(col("s_service")))
                  .and(timed.col(Logs.UNIX_NANOS_COLUMN.name()).geq(col("s_start")))
                  .and(timed.col(Logs.UNIX_NANOS_COLUMN.name()).leq(col("s_end")))
                  .and(sameInstance),
              "left");
    }
    Column best =
        max(
            when(
                col("s_trace").isNotNull(),
                struct(col("s_start"), col("s_depth"), col("s_trace"), col("s_span"))));
    Dataset<Row> judged =
        pairs
            .groupBy(col(LINE).as("l"))
            .agg(countDistinct(col("s_trace")).as("traces"), best.as("best"));
    Column isFound = col("best").isNotNull();
    Column trace =
        within == Within.TRACE
            ? Spans.TRACE_ID.column()
            : when(isFound, col("best.s_trace")).otherwise("");
    Column how = within == Within.TRACE ? lit("trace_id") : when(isFound, "time").otherwise("none");
    Column confidence =
        within == Within.TRACE
            ? lit(1.0)
            : when(isFound, lit(1.0).divide(col("traces"))).otherwise(0.0);
    return lines
        .join(judged, lines.col(LINE).equalTo(judged.col("l")))
        .select(
            all(lines, trace, when(isFound, col("best.s_span")).otherwise(""), how, confidence));
  }

  private static Column[] all(
      Dataset<Row> lines, Column trace, Column span, Column how, Column confidence) {
    String[] names = lines.columns();
    Column[] columns = new Column[names.length + 4];
    for (int i = 0; i < names.length; i++) {
      columns[i] = col(names[i]);
    }
    columns[names.length] = trace.as(TRACE);
    columns[names.length + 1] = span.as(SPAN);
    columns[names.length + 2] = how.as(HOW);
    columns[names.length + 3] = confidence.as(CONFIDENCE);
    return columns;
  }

  private static String[] rest(String[] names) {
    return Arrays.copyOfRange(names, 1, names.length);
  }
}
