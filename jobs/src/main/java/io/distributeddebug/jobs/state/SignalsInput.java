package io.distributeddebug.jobs.state;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.TraceKey;
import io.distributeddebug.state.extract.TraceSignals;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Spans and log lines of a lake, trace by trace: one shuffle of those columns that rules look at.
 * Lines without a trace come one by one.
 */
final class SignalsInput implements Iterator<TraceSignals> {
  /** Above this a trace would endanger the task; what is more of it is left out. */
  private static final int MOST_PER_TRACE = 200_000;

  private static final int TRACE_ID = 1;
  private static final int IS_LOG = 2;
  private static final int SPAN_ID = 3;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;
  private static final int KIND = 6;
  private static final int START = 7;
  private static final int END = 8;
  private static final int STATUS = 9;
  private static final int STATUS_MESSAGE = 10;
  private static final int SERVICE = 11;
  private static final int INSTANCE = 12;
  private static final int NODE = 13;
  private static final int NAMESPACE = 14;
  private static final int ATTRIBUTES = 15;
  private static final int NUMBERS = 16;
  private static final int EVENTS = 17;
  private static final int LINKS = 18;

  private final Iterator<Row> rows;
  private Row ahead;

  /** Over rows of {@link #sorted}. */
  SignalsInput(Iterator<Row> rows) {
    this.rows = rows;
    ahead = rows.hasNext() ? rows.next() : null;
  }

  static JavaRDD<Row> sorted(LakeSnapshot lake) {
    Dataset<Row> spans = lake.read(Spans.TABLE);
    Dataset<Row> logs = lake.read(Logs.TABLE);
    Dataset<Row> both = spans(spans).unionByName(logs(logs, spans));
    return both.repartition(col("trace_key"))
        .sortWithinPartitions("trace_key", "trace_id", "is_log", "start", "span_id", "name")
        .javaRDD();
  }

  private static Dataset<Row> spans(Dataset<Row> spans) {
    return spans.select(
        TraceKey.of(Spans.TRACE_ID.column()).as("trace_key"),
        Spans.TRACE_ID.column(),
        lit(false).as("is_log"),
        Spans.SPAN_ID.column(),
        text(Spans.PARENT_SPAN_ID.column()).as("parent_span_id"),
        text(Spans.NAME.column()).as("name"),
        Spans.KIND.column(),
        Spans.START_UNIX_NANOS.column().as("start"),
        Spans.END_UNIX_NANOS.column().as("end"),
        Spans.STATUS.column(),
        text(Spans.STATUS_MESSAGE.column()).as("status_message"),
        Spans.SERVICE.column(),
        text(Spans.INSTANCE.column()).as("instance"),
        text(Spans.NODE.column()).as("node"),
        text(Spans.NAMESPACE.column()).as("namespace"),
        Spans.ATTRIBUTES.column(),
        Spans.ATTRIBUTES_NUMBER.column(),
        Spans.EVENTS.column(),
        Spans.LINKS.column());
  }

  private static Dataset<Row> logs(Dataset<Row> logs, Dataset<Row> spans) {
    Column traceId = text(Spans.TRACE_ID.column());
    return logs.select(
        when(traceId.equalTo(""), coalesce(Spans.RECORD_HASH.column(), lit(0L)))
            .otherwise(TraceKey.of(traceId))
            .as("trace_key"),
        traceId.as("trace_id"),
        lit(true).as("is_log"),
        text(Spans.SPAN_ID.column()).as("span_id"),
        lit("").as("parent_span_id"),
        text(Logs.BODY.column()).as("name"),
        lit("").as("kind"),
        Logs.UNIX_NANOS_COLUMN.column().as("start"),
        Logs.UNIX_NANOS_COLUMN.column().as("end"),
        text(Logs.SEVERITY.column()).as("status"),
        lit("").as("status_message"),
        Spans.SERVICE.column(),
        text(Spans.INSTANCE.column()).as("instance"),
        text(Spans.NODE.column()).as("node"),
        text(Spans.NAMESPACE.column()).as("namespace"),
        Spans.ATTRIBUTES.column(),
        Spans.ATTRIBUTES_NUMBER.column(),
        lit(null).cast(spans.schema().apply("events").dataType()).as("events"),
        lit(null).cast(spans.schema().apply("links").dataType()).as("links"));
  }

  private static Column text(Column column) {
    return coalesce(column.cast(DataTypes.StringType), lit(""));
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public TraceSignals next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    String traceId = ahead.getString(TRACE_ID);
    List<Span> spans = new ArrayList<>();
    List<LogRecord> logs = new ArrayList<>();
    do {
      if (ahead.getBoolean(IS_LOG)) {
        if (logs.size() < MOST_PER_TRACE) {
          logs.add(log(ahead));
        }
      } else if (spans.size() < MOST_PER_TRACE) {
        spans.add(span(ahead));
      }
      ahead = rows.hasNext() ? rows.next() : null;
    } while (ahead != null && !traceId.isEmpty() && ahead.getString(TRACE_ID).equals(traceId));
    return new TraceSignals(spans, logs);
  }

  private static Span span(Row row) {
    return new Span(
        row.getString(TRACE_ID),
        row.getString(SPAN_ID),
        row.getString(PARENT_SPAN_ID),
        "",
        resource(row),
        row.getString(NAME),
        SpanKind.valueOf(row.getString(KIND)),
        row.getLong(START),
        row.getLong(END),
        StatusCode.valueOf(row.getString(STATUS)),
        row.getString(STATUS_MESSAGE),
        attributes(row),
        events(row),
        links(row),
        "");
  }

  private static LogRecord log(Row row) {
    return new LogRecord(
        row.getLong(START),
        row.getString(TRACE_ID),
        row.getString(SPAN_ID),
        resource(row),
        row.getString(STATUS),
        0,
        row.getString(NAME),
        attributes(row));
  }

  private static Resource resource(Row row) {
    String service = row.getString(SERVICE);
    Attributes attributes =
        Attributes.builder()
            .put("service.name", service)
            .put("service.instance.id", row.getString(INSTANCE))
            .put("k8s.node.name", row.getString(NODE))
            .put("k8s.namespace.name", row.getString(NAMESPACE))
            .build();
    return new Resource(
        service,
        row.getString(INSTANCE),
        "",
        row.getString(NODE),
        "",
        row.getString(NAMESPACE),
        "",
        attributes);
  }

  private static Attributes attributes(Row row) {
    Attributes.Builder attributes = Attributes.builder();
    if (!row.isNullAt(ATTRIBUTES)) {
      row.<String, String>getJavaMap(ATTRIBUTES).forEach(attributes::put);
    }
    if (!row.isNullAt(NUMBERS)) {
      row.<String, Double>getJavaMap(NUMBERS).forEach((name, value) -> attributes.put(name, value));
    }
    return attributes.build();
  }

  private static List<SpanEvent> events(Row row) {
    List<SpanEvent> events = new ArrayList<>();
    if (!row.isNullAt(EVENTS)) {
      for (Row event : row.<Row>getList(EVENTS)) {
        events.add(new SpanEvent(event.getLong(0), event.getString(1), texts(event)));
      }
    }
    return events;
  }

  private static List<SpanLink> links(Row row) {
    List<SpanLink> links = new ArrayList<>();
    if (!row.isNullAt(LINKS)) {
      for (Row link : row.<Row>getList(LINKS)) {
        links.add(new SpanLink(link.getString(0), link.getString(1), texts(link)));
      }
    }
    return links;
  }

  private static Attributes texts(Row part) {
    Map<String, String> texts = part.isNullAt(2) ? Map.of() : part.getJavaMap(2);
    return Attributes.of(texts);
  }
}
