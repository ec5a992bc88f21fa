package io.distributeddebug.jobs.latency;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.TimedTrace;
import io.distributeddebug.latency.TrafficBySlice;
import io.distributeddebug.telemetry.Window;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One pass over the hub that adds up what whole traces tell, per slice of the windows. One Spark
 * job, no shuffle of rows: each partition yields one tally, and tallies merge exactly.
 */
public final class TrafficQuery {
  private static final long LONGEST_TRACE_NANOS = 600_000_000_000L;

  private static final int TRACE_ID = 0;
  private static final int DEPTH = 1;
  private static final int SERVICE = 2;
  private static final int INSTANCE = 3;
  private static final int VERSION = 4;
  private static final int OPERATION = 5;
  private static final int KIND = 6;
  private static final int START = 7;
  private static final int SKEW = 8;
  private static final int DURATION = 9;
  private static final int IS_ERROR = 10;
  private static final int STATUS_MESSAGE = 11;
  private static final int PEER = 12;
  private static final int PEER_KIND = 13;
  private static final int RETRY = 14;
  private static final int FLAGS = 15;
  private static final int WEIGHT = 16;

  /** Which traces have to be read for these slices: also those that began a while before. */
  public static Window reads(Slices slices) {
    Window span = slices.span();
    return new Window(span.fromUnixNanos() - LONGEST_TRACE_NANOS, span.toUnixNanos());
  }

  /**
   * Reads the traces and adds them up.
   *
   * @param wholeTraces rows of {@code trace_spans}, each trace in one partition, its spans one
   *     after another in depth-first order, as {@code LakeSnapshot.readUnsplit} gives them
   */
  public static TrafficBySlice collect(Dataset<Row> wholeTraces, Slices slices) {
    return needed(wholeTraces, reads(slices))
        .javaRDD()
        .mapPartitions(new Tally(slices))
        .treeAggregate(new TrafficBySlice(slices), TrafficBySlice::merge, TrafficBySlice::merge, 2);
  }

  static Dataset<Row> needed(Dataset<Row> wholeTraces, Window window) {
    Column start = TraceSpans.TRACE_START_UNIX_NANOS.column();
    return wholeTraces
        .where(start.geq(window.fromUnixNanos()).and(start.lt(window.toUnixNanos())))
        .select(
            Spans.TRACE_ID.column(),
            TraceSpans.DEPTH.column(),
            Spans.SERVICE.column(),
            Spans.INSTANCE.column(),
            Spans.VERSION.column(),
            Spans.OPERATION.column(),
            Spans.KIND.column(),
            Spans.START_UNIX_NANOS.column(),
            TraceSpans.SKEW_ADJUST_NANOS.column(),
            Spans.DURATION_NANOS.column(),
            TraceSpans.IS_ERROR.column(),
            Spans.STATUS_MESSAGE.column(),
            TraceSpans.PEER_SERVICE.column(),
            TraceSpans.PEER_KIND.column(),
            TraceSpans.RETRY_NUMBER.column(),
            TraceSpans.FLAGS.column(),
            TraceSpans.SAMPLING_WEIGHT.column());
  }

  /** All traces of one partition as one tally. */
  static final class Tally implements FlatMapFunction<Iterator<Row>, TrafficBySlice> {
    private static final long serialVersionUID = 1;

    private final Slices slices;

    Tally(Slices slices) {
      this.slices = slices;
    }

    @Override
    public Iterator<TrafficBySlice> call(Iterator<Row> rows) {
      TrafficBySlice traffic = new TrafficBySlice(slices);
      TimedTrace trace = new TimedTrace();
      String current = "";
      trace.begin(current);
      while (rows.hasNext()) {
        Row row = rows.next();
        String traceId = row.getString(TRACE_ID);
        if (!traceId.equals(current)) {
          traffic.add(trace);
          trace.begin(traceId);
          current = traceId;
        }
        trace.add(span(row));
      }
      traffic.add(trace);
      return List.of(traffic).iterator();
    }

    private static TimedTrace.Row span(Row row) {
      return new TimedTrace.Row(
          (int) row.getLong(DEPTH),
          row.getString(SERVICE),
          row.getString(INSTANCE),
          row.getString(VERSION),
          row.getString(OPERATION),
          row.getString(KIND),
          row.getLong(START) + row.getLong(SKEW),
          Math.max(0, row.getLong(DURATION)),
          row.getBoolean(IS_ERROR),
          row.getString(STATUS_MESSAGE),
          row.getString(PEER),
          row.getString(PEER_KIND),
          row.getLong(RETRY),
          row.getString(FLAGS).contains("orphan"),
          row.getDouble(WEIGHT));
    }
  }

  private TrafficQuery() {}
}
