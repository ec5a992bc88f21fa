package io.distributeddebug.jobs.cause;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowLog;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.trace.TraceKey;
import io.distributeddebug.telemetry.Window;
import java.sql.Date;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Spans of the hub and log lines in one shape, brought together by trace: the rows of a trace come
 * one after the other, in no particular order. A host whose clock is off stamps its log lines with
 * the same clock as its spans, so a line is moved as its span is.
 */
final class TraceRecords {
  private static final long LOGS_BEFORE_NANOS = 60_000_000_000L;
  private static final long LOGS_AFTER_NANOS = 3_600_000_000_000L;
  private static final int ERROR_SEVERITY = 17;

  private static final int TRACE_ID = 1;
  private static final int IS_LOG = 2;
  private static final int SPAN_ID = 3;
  private static final int PARENT = 4;
  private static final int SERVICE = 5;
  private static final int INSTANCE = 6;
  private static final int VERSION = 7;
  private static final int NAME = 8;
  private static final int START = 9;
  private static final int END = 10;
  private static final int IS_ERROR = 11;
  private static final int PEER = 12;
  private static final int PEER_KIND = 13;
  private static final int RETRY = 14;
  private static final int SKEW = 15;

  private TraceRecords() {}

  /** All records of the traces that begin in one of the windows. */
  static Dataset<Row> of(Dataset<Row> hub, Dataset<Row> logs, List<Window> windows) {
    Column peered =
        TraceSpans.PEER_KIND
            .column()
            .isNotNull()
            .and(TraceSpans.PEER_KIND.column().notEqual("service"));
    Dataset<Row> spans =
        hub.filter(in(windows, TraceSpans.TRACE_START_UNIX_NANOS.column(), 0, 0))
            .filter(onDays(windows, TraceSpans.DATE.column(), 0, 0))
            .select(
                TraceSpans.TRACE_KEY.column().as("trace_key"),
                Spans.TRACE_ID.column(),
                lit(false).as("is_log"),
                Spans.SPAN_ID.column(),
                Spans.PARENT_SPAN_ID.column(),
                Spans.SERVICE.column(),
                Spans.INSTANCE.column(),
                Spans.VERSION.column(),
                Spans.OPERATION.column().as("name"),
                Spans.START_UNIX_NANOS
                    .column()
                    .plus(TraceSpans.SKEW_ADJUST_NANOS.column())
                    .as("start"),
                Spans.END_UNIX_NANOS.column().plus(TraceSpans.SKEW_ADJUST_NANOS.column()).as("end"),
                TraceSpans.IS_ERROR.column(),
                when(peered, TraceSpans.PEER_SERVICE.column()).otherwise("").as("peer"),
                when(peered, TraceSpans.PEER_KIND.column()).otherwise("").as("peer_kind"),
                TraceSpans.RETRY_NUMBER.column().as("retry"),
                TraceSpans.SKEW_ADJUST_NANOS.column().as("skew"));
    Dataset<Row> lines =
        logs.filter(
                in(windows, Logs.UNIX_NANOS_COLUMN.column(), LOGS_BEFORE_NANOS, LOGS_AFTER_NANOS))
            .filter(onDays(windows, Logs.DATE.column(), LOGS_BEFORE_NANOS, LOGS_AFTER_NANOS))
            .filter(Spans.TRACE_ID.column().notEqual(""))
            .select(
                TraceKey.of(Spans.TRACE_ID.column()).as("trace_key"),
                Spans.TRACE_ID.column(),
                lit(true).as("is_log"),
                Spans.SPAN_ID.column(),
                lit("").as("parent_span_id"),
                Spans.SERVICE.column(),
                lit("").as("instance"),
                lit("").as("version"),
                Logs.TEMPLATE.column().as("name"),
                Logs.UNIX_NANOS_COLUMN.column().as("start"),
                Logs.UNIX_NANOS_COLUMN.column().as("end"),
                Logs.SEVERITY_NUMBER.column().geq(ERROR_SEVERITY).as("is_error"),
                lit("").as("peer"),
                lit("").as("peer_kind"),
                lit(0L).as("retry"),
                lit(0L).as("skew"));
    return spans
        .unionByName(lines)
        .repartition(col("trace_key"))
        .sortWithinPartitions(col("trace_key"), col("trace_id"));
  }

  private static Column in(List<Window> windows, Column nanos, long before, long after) {
    Column any = lit(false);
    for (Window window : windows) {
      any =
          any.or(
              nanos
                  .geq(window.fromUnixNanos() - before)
                  .and(nanos.lt(window.toUnixNanos() + after)));
    }
    return any;
  }

  /** The same by day, so that folders of other days are not opened. */
  private static Column onDays(List<Window> windows, Column date, long before, long after) {
    Column any = lit(false);
    for (Window window : windows) {
      any =
          any.or(
              date.between(
                  lit(day(window.fromUnixNanos() - before)),
                  lit(day(window.toUnixNanos() + after))));
    }
    return any;
  }

  private static Date day(long unixNanos) {
    return Date.valueOf(LocalDate.ofInstant(Window.instant(unixNanos), ZoneOffset.UTC));
  }

  /** Reads grouped rows trace by trace. Traces without spans are passed over. */
  static final class Flows implements Iterator<Flow> {
    private final Iterator<Row> rows;
    private Row ahead;
    private Flow next;

    Flows(Iterator<Row> rows) {
      this.rows = rows;
      ahead = rows.hasNext() ? rows.next() : null;
      next = read();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Flow next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Flow flow = next;
      next = read();
      return flow;
    }

    private Flow read() {
      while (ahead != null) {
        String traceId = ahead.getString(TRACE_ID);
        List<FlowSpan> spans = new ArrayList<>();
        List<FlowLog> logs = new ArrayList<>();
        Map<String, Long> skews = new HashMap<>();
        while (ahead != null && ahead.getString(TRACE_ID).equals(traceId)) {
          if (ahead.getBoolean(IS_LOG)) {
            logs.add(log(ahead));
          } else {
            spans.add(span(ahead));
            if (ahead.getLong(SKEW) != 0) {
              skews.put(ahead.getString(SPAN_ID), ahead.getLong(SKEW));
            }
          }
          ahead = rows.hasNext() ? rows.next() : null;
        }
        if (!spans.isEmpty()) {
          logs.replaceAll(log -> log.movedBy(skews.getOrDefault(log.spanId(), 0L)));
          return Flow.of(traceId, spans, logs);
        }
      }
      return null;
    }

    private static FlowSpan span(Row row) {
      return new FlowSpan(
          row.getString(SPAN_ID),
          row.getString(PARENT),
          row.getString(SERVICE),
          row.getString(INSTANCE),
          row.getString(VERSION),
          row.getString(NAME),
          row.getLong(START),
          row.getLong(END),
          row.getBoolean(IS_ERROR),
          row.getString(PEER),
          row.getString(PEER_KIND),
          row.getLong(RETRY));
    }

    private static FlowLog log(Row row) {
      return new FlowLog(
          row.getLong(START),
          row.getString(SERVICE),
          row.getString(SPAN_ID),
          row.getString(NAME),
          row.getBoolean(IS_ERROR));
    }
  }
}
