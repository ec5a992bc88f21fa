package io.distributeddebug.jobs.trace;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.locate;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.sampling.SamplerTags;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The columns of {@code spans} that make up a trace, and nothing else: what is named here is all
 * that the one shuffle moves. Positions are constants, as the rows are read millions of times.
 */
public final class SpanInput {
  static final int KEY = 0;
  static final int TRACE_ID = 1;
  static final int SPAN_ID = 2;
  static final int PARENT_SPAN_ID = 3;
  static final int SERVICE = 4;
  static final int START = 5;
  static final int END = 6;
  static final int OPERATION = 7;
  static final int KIND = 8;
  static final int INSTANCE = 9;
  static final int NODE = 10;
  static final int VERSION = 11;
  static final int STATUS = 12;
  static final int STATUS_MESSAGE = 13;
  static final int PEER = 14;
  static final int PEER_KIND = 15;
  static final int RESEND_COUNT = 16;
  static final int RECORD_HASH = 17;
  static final int TRACE_STATE = 18;
  static final int SAMPLER = 19;

  private SpanInput() {}

  static Dataset<Row> of(Dataset<Row> spans) {
    return spans.select(columns().toArray(Column[]::new));
  }

  /** With further columns behind these. */
  static Dataset<Row> with(Dataset<Row> spans, List<Column> further) {
    return spans.select(Stream.concat(columns(), further.stream()).toArray(Column[]::new));
  }

  private static Stream<Column> columns() {
    return Stream.of(
        TraceKey.of(Spans.TRACE_ID.column()).as("trace_key"),
        Spans.TRACE_ID.column(),
        Spans.SPAN_ID.column(),
        text(Spans.PARENT_SPAN_ID),
        text(Spans.SERVICE),
        Spans.START_UNIX_NANOS.column(),
        Spans.END_UNIX_NANOS.column(),
        text(Spans.OPERATION),
        text(Spans.KIND),
        text(Spans.INSTANCE),
        text(Spans.NODE),
        text(Spans.VERSION),
        text(Spans.STATUS),
        text(Spans.STATUS_MESSAGE),
        peer().as("peer"),
        peerKind().as("peer_kind"),
        coalesce(number("http.request.resend_count").cast("long"), lit(0L)).as("resend_count"),
        coalesce(Spans.RECORD_HASH.column(), lit(0L)).as("record_hash"),
        text(Spans.TRACE_STATE),
        sampler().as("sampler"));
  }

  /** {@link SamplerTags}, of roots only: they alone carry them. */
  private static Column sampler() {
    Column tags =
        concat_ws(
            "\u001f",
            anyOf(attribute("sampler.type")),
            anyOf(number("sampler.param"), attribute("sampler.param")),
            anyOf(number("SampleRate"), attribute("SampleRate")),
            anyOf(number("_dd.rule_psr"), number("_dd.agent_psr")),
            anyOf(attribute("aws.xray.sampling_rule_name")),
            anyOf(attribute("tailsampling.policy"), attribute("meta.refinery.reason")));
    Column parent = Spans.PARENT_SPAN_ID.column();
    return when(parent.isNull().or(parent.equalTo("")), tags).otherwise("");
  }

  private static Column anyOf(Column... values) {
    return coalesce(
        Stream.concat(Stream.of(values).map(value -> value.cast("string")), Stream.of(lit("")))
            .toArray(Column[]::new));
  }

  private static Column text(Field field) {
    return coalesce(field.column(), lit("")).as(field.name());
  }

  /** The name of {@link Peer}; a test holds the two together. */
  private static Column peer() {
    Column queue = queue();
    Column host = coalesce(attribute("server.address"), attribute("net.peer.name"));
    Column database = coalesce(host, attribute("db.namespace"), attribute("db.name"), database());
    Column method = attribute("rpc.method");
    Column ofMethod = when(locate("/", method).gt(1), substring_index(method, "/", 1));
    Column other = coalesce(host, attribute("http.host"), attribute("rpc.service"), ofMethod);
    Column named =
        when(isQueue(), queue)
            .otherwise(
                coalesce(
                    attribute("peer.service"),
                    when(database().isNotNull(), database).otherwise(other)));
    return when(isCall(), coalesce(named, lit("")))
        .when(isConsumer(), coalesce(queue, lit("")))
        .otherwise("");
  }

  private static Column peerKind() {
    Column kind =
        when(isQueue(), "queue")
            .when(lower(database()).isin("redis", "memcached", "valkey", "hazelcast"), "cache")
            .when(database().isNotNull(), "database")
            .otherwise("external");
    return when(isCall(), kind).when(isConsumer(), "queue").otherwise("");
  }

  /** Of a span that sends or receives messages, or null. */
  public static Column queue() {
    return coalesce(
        Stream.concat(Peer.DESTINATIONS.stream(), Stream.of("peer.service", "messaging.system"))
            .map(SpanInput::attribute)
            .toArray(Column[]::new));
  }

  /** Looking into attributes is most of the scan's cost, and other spans call nobody. */
  private static Column isCall() {
    return Spans.KIND.column().isin(SpanKind.CLIENT.name(), SpanKind.PRODUCER.name());
  }

  private static Column isQueue() {
    return Spans.KIND
        .column()
        .equalTo(SpanKind.PRODUCER.name())
        .or(attribute("messaging.system").isNotNull());
  }

  private static Column isConsumer() {
    return Spans.KIND.column().equalTo(SpanKind.CONSUMER.name());
  }

  private static Column database() {
    return coalesce(attribute("db.system.name"), attribute("db.system"));
  }

  private static Column attribute(String key) {
    return col(Spans.ATTRIBUTES.name()).getItem(key);
  }

  private static Column number(String key) {
    return col(Spans.ATTRIBUTES_NUMBER.name()).getItem(key);
  }
}
