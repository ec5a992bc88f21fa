package io.distributeddebug.jobs.topology;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.TextCodes;
import io.distributeddebug.jobs.trace.TraceGroups;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.topology.LinkRules;
import io.distributeddebug.topology.LinkSpan;
import io.distributeddebug.topology.LinkTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * Links by the rules of Jaeger or Zipkin, over spans as recorded: the hub has already put together
 * what these rules want apart. One shuffle of narrow rows, one trace in memory at a time.
 */
public final class LinkQuery {
  private static final int SPAN = 1;
  private static final int PARENT = 2;
  private static final int LINKED_IDS = 3;
  private static final int FILE = 4;
  private static final int POSITION = 5;
  private static final int TEXTS = 6;

  private LinkQuery() {}

  /**
   * Counts the links of all traces.
   *
   * @param spans rows of table {@code spans}
   */
  public static LinkTally collect(Dataset<Row> spans, LinkRules rules) {
    List<Column> repeated = repeated();
    TextCodes codes = TextCodes.of(spans, repeated);
    return TraceGroups.sorted(
            spans.select(
                TraceGroups.binary(Spans.TRACE_ID.column()).as("trace"),
                TraceGroups.binary(Spans.SPAN_ID.column()).as("span"),
                TraceGroups.binary(Spans.PARENT_SPAN_ID.column()).as("parent"),
                linkedIds().as("linked_ids"),
                xxhash64(Spans.FILE.column()).as("file"),
                Spans.POSITION.column().as("position"),
                codes.column(repeated).as("texts")))
        .mapPartitions(new Count(rules, codes))
        .treeAggregate(new LinkTally(), LinkTally::merge, LinkTally::merge, 2);
  }

  private static Column linkedIds() {
    return when(size(Spans.LINKS.column()).gt(0), Spans.LINKS.column().getField("span_id"));
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

  /** What a link span has beside its ids. */
  private static List<Column> repeated() {
    Column error =
        Spans.STATUS
            .column()
            .equalTo(StatusCode.ERROR.name())
            .and(attribute(Span.STATUS_SOURCE).isNull())
            .or(attribute("error").isNotNull());
    return List.of(
        Spans.KIND.column(),
        Spans.SERVICE.column(),
        Spans.INSTANCE.column(),
        coalesce(Spans.ATTRIBUTES_NUMBER.column().getItem(LinkSpan.LOCAL_PORT).cast("int"), lit(0)),
        coalesce(attribute("peer.service"), lit("")),
        coalesce(error, lit(false)),
        attribute(LinkSpan.SHARED).isNotNull());
  }

  private static Column attribute(String key) {
    return Spans.ATTRIBUTES.column().getItem(key);
  }

  /** The links of one partition's traces. */
  private record Count(LinkRules rules, TextCodes codes)
      implements FlatMapFunction<Iterator<InternalRow>, LinkTally> {
    @Override
    public Iterator<LinkTally> call(Iterator<InternalRow> rows) {
      LinkTally tally = new LinkTally();
      new Traces(rows, codes.decoder(Texts::of))
          .forEachRemaining(trace -> rules.count(trace, tally));
      return List.of(tally).iterator();
    }
  }

  /** A span, and where it stood: where parts of a span contradict, Zipkin takes the first. */
  private record Placed(long file, long position, LinkSpan span) {
    private static final Comparator<Placed> ORDER =
        Comparator.comparingLong(Placed::file).thenComparingLong(Placed::position);
  }

  /** In the order of the columns that {@link #repeated} selects. */
  private record Texts(
      SpanKind kind,
      String service,
      String instance,
      int port,
      String peer,
      boolean isError,
      boolean isShared) {
    static Texts of(Row row) {
      return new Texts(
          SpanKind.valueOf(row.getString(0)),
          row.getString(1),
          row.getString(2),
          row.getInt(3),
          row.getString(4),
          row.getBoolean(5),
          row.getBoolean(6));
    }
  }

  private static final class Traces extends TraceGroups<List<LinkSpan>> {
    private final TextCodes.Decoder<Texts> decoder;
    private final List<Placed> trace = new ArrayList<>();

    Traces(Iterator<InternalRow> rows, TextCodes.Decoder<Texts> decoder) {
      super(rows);
      this.decoder = decoder;
    }

    @Override
    protected void start(byte[] traceId) {
      trace.clear();
    }

    @Override
    protected void add(InternalRow row) {
      Texts texts = decoder.of(row, TEXTS);
      List<Long> linkedIds = List.of();
      if (!row.isNullAt(LINKED_IDS)) {
        linkedIds =
            Stream.of(row.getArray(LINKED_IDS).toObjectArray(DataTypes.StringType))
                .map(id -> LinkSpan.idOf(id.toString()))
                .toList();
      }
      LinkSpan span =
          new LinkSpan(
              idOf(row.getBinary(SPAN)),
              idOf(row.getBinary(PARENT)),
              linkedIds,
              texts.kind,
              texts.service,
              texts.instance,
              texts.port,
              texts.peer,
              texts.isError,
              texts.isShared);
      trace.add(new Placed(row.getLong(FILE), row.getLong(POSITION), span));
    }

    @Override
    protected List<LinkSpan> finish() {
      trace.sort(Placed.ORDER);
      return trace.stream().map(Placed::span).toList();
    }
  }
}
