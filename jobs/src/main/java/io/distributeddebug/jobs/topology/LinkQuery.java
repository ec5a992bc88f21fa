package io.distributeddebug.jobs.topology;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.TraceKey;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.topology.LinkRules;
import io.distributeddebug.topology.LinkSpan;
import io.distributeddebug.topology.LinkTally;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Links by the rules of Jaeger or Zipkin, over spans as recorded: the hub has already put together
 * what these rules want apart. One shuffle of narrow rows, one trace in memory at a time.
 */
public final class LinkQuery {
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_SPAN_ID = 3;
  private static final int LINKED_IDS = 4;
  private static final int KIND = 5;
  private static final int SERVICE = 6;
  private static final int INSTANCE = 7;
  private static final int PORT = 8;
  private static final int PEER = 9;
  private static final int IS_ERROR = 10;
  private static final int IS_SHARED = 11;

  private LinkQuery() {}

  /**
   * Counts the links of all traces.
   *
   * @param spans rows of table {@code spans}
   */
  public static LinkTally collect(Dataset<Row> spans, LinkRules rules) {
    return needed(spans)
        .repartition(col("trace_key"))
        // In the order of the archive: where parts of a span contradict, Zipkin takes the first.
        .sortWithinPartitions("trace_key", "trace_id", "file", "position")
        .javaRDD()
        .mapPartitions(new Count(rules))
        .treeAggregate(new LinkTally(), LinkTally::merge, LinkTally::merge, 2);
  }

  /** The same of spans in memory, in the order of their archive. */
  public static LinkTally of(List<Span> spans, LinkRules rules) {
    Map<String, List<LinkSpan>> traces = new LinkedHashMap<>();
    for (Span span : spans) {
      traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(LinkSpan.of(span));
    }
    LinkTally tally = new LinkTally();
    traces.values().forEach(trace -> rules.count(trace, tally));
    return tally;
  }

  private static Dataset<Row> needed(Dataset<Row> spans) {
    Column error =
        Spans.STATUS
            .column()
            .equalTo(StatusCode.ERROR.name())
            .and(attribute(Span.STATUS_SOURCE).isNull())
            .or(attribute("error").isNotNull());
    return spans.select(
        TraceKey.of(Spans.TRACE_ID.column()).as("trace_key"),
        Spans.TRACE_ID.column(),
        Spans.SPAN_ID.column(),
        Spans.PARENT_SPAN_ID.column(),
        Spans.LINKS.column().getField("span_id").as("linked_ids"),
        Spans.KIND.column(),
        Spans.SERVICE.column(),
        Spans.INSTANCE.column(),
        coalesce(Spans.ATTRIBUTES_NUMBER.column().getItem(LinkSpan.LOCAL_PORT).cast("int"), lit(0))
            .as("port"),
        coalesce(attribute("peer.service"), lit("")).as("peer"),
        coalesce(error, lit(false)).as("is_error"),
        attribute(LinkSpan.SHARED).isNotNull().as("is_shared"),
        Spans.FILE.column(),
        Spans.POSITION.column());
  }

  private static Column attribute(String key) {
    return Spans.ATTRIBUTES.column().getItem(key);
  }

  /** The links of one partition's traces. */
  static final class Count implements FlatMapFunction<Iterator<Row>, LinkTally> {
    private static final long serialVersionUID = 1L;

    private final LinkRules rules;

    Count(LinkRules rules) {
      this.rules = rules;
    }

    @Override
    public Iterator<LinkTally> call(Iterator<Row> rows) {
      LinkTally tally = new LinkTally();
      List<LinkSpan> trace = new ArrayList<>();
      String traceId = "";
      while (rows.hasNext()) {
        Row row = rows.next();
        if (!row.getString(TRACE_ID).equals(traceId)) {
          rules.count(trace, tally);
          trace.clear();
          traceId = row.getString(TRACE_ID);
        }
        trace.add(span(row));
      }
      rules.count(trace, tally);
      return List.of(tally).iterator();
    }

    private static LinkSpan span(Row row) {
      List<Long> linkedIds = List.of();
      if (!row.isNullAt(LINKED_IDS)) {
        linkedIds = row.<String>getList(LINKED_IDS).stream().map(LinkSpan::idOf).toList();
      }
      return new LinkSpan(
          LinkSpan.idOf(row.getString(SPAN_ID)),
          LinkSpan.idOf(row.getString(PARENT_SPAN_ID)),
          linkedIds,
          SpanKind.valueOf(row.getString(KIND)),
          row.getString(SERVICE),
          row.getString(INSTANCE),
          row.getInt(PORT),
          row.getString(PEER),
          row.getBoolean(IS_ERROR),
          row.getBoolean(IS_SHARED));
    }
  }
}
