package io.distributeddebug.jobs.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Traces of spans as they arrived, with one shuffle of six narrow columns: ids in binary, times,
 * and one number for all that repeats ({@link TextCodes}). They are the traces of the hub, but that
 * spans which differ in nothing but attributes, events or the wording of their status count as one.
 */
final class CodedSpans {
  private static final int SPAN = 1;
  private static final int PARENT = 2;
  private static final int START = 3;
  private static final int DURATION = 4;
  private static final int TEXTS = 5;

  private CodedSpans() {}

  /** Texts of a combination, in the order of {@link #repeated}. */
  private record Texts(
      String service,
      String instance,
      String version,
      String node,
      String operation,
      SpanKind kind,
      StatusCode status,
      String timeout,
      String peer,
      Peer.Kind peerKind)
      implements Serializable {
    static Texts of(Row row) {
      return new Texts(
          row.getString(0),
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          SpanKind.valueOf(row.getString(5)),
          StatusCode.valueOf(row.getString(6)),
          row.getBoolean(7) ? "timeout" : "",
          row.getString(8),
          Peer.Kind.ofLabel(row.getString(9)));
    }
  }

  /** What repeats from span to span. */
  private static List<Column> repeated(Dataset<Row> input) {
    return List.of(
        input.col("service"),
        input.col("instance"),
        input.col("version"),
        input.col("node"),
        input.col("operation"),
        input.col("kind"),
        input.col("status"),
        SpanInput.isTimeoutTold(input.col("status_message")),
        input.col("peer"),
        input.col("peer_kind"));
  }

  /**
   * Traces of all spans.
   *
   * @param input as {@link SpanInput} selects it
   */
  static JavaRDD<Trace> traces(Dataset<Row> input) {
    List<Column> repeated = repeated(input);
    TextCodes codes = TextCodes.of(input, repeated);
    return TraceGroups.sorted(
            input.select(
                TraceGroups.binary(input.col("trace_id")).as("trace"),
                TraceGroups.binary(input.col("span_id")).as("span"),
                TraceGroups.binary(input.col("parent_span_id")).as("parent"),
                input.col("start_unix_nanos").as("start"),
                input.col("end_unix_nanos").minus(input.col("start_unix_nanos")).as("duration"),
                codes.column(repeated).as("texts")))
        .mapPartitions(rows -> new Traces(rows, codes.decoder(Texts::of)));
  }

  private static final class Traces extends TraceGroups<Trace> {
    private final TextCodes.Decoder<Texts> decoder;
    private final TraceBuilder builder = new TraceBuilder();

    Traces(Iterator<InternalRow> rows, TextCodes.Decoder<Texts> decoder) {
      super(rows);
      this.decoder = decoder;
    }

    @Override
    protected void start(byte[] id) {
      int lowFrom = Math.max(0, id.length - Long.BYTES);
      builder.start(idOf(Arrays.copyOf(id, lowFrom)), idOf(id));
    }

    @Override
    protected void add(InternalRow row) {
      Texts texts = decoder.of(row, TEXTS);
      long start = row.getLong(START);
      builder
          .add(
              idOf(row.getBinary(SPAN)),
              idOf(row.getBinary(PARENT)),
              start,
              start + row.getLong(DURATION))
          .by(texts.service, texts.instance)
          .version(texts.version)
          .on(texts.node)
          .doing(texts.operation, texts.kind)
          .status(texts.status)
          .statusMessage(texts.timeout)
          .peer(texts.peer, texts.peerKind);
    }

    @Override
    protected Trace finish() {
      return builder.build();
    }
  }
}
