package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes traces of rows of {@code trace_spans} that come trace by trace, as {@code
 * LakeSnapshot.readUnsplit} gives them; one trace in memory at a time. They are the traces that
 * {@link Reconstruct} had.
 */
public final class HubTraces implements Iterator<Trace> {
  private static final int TRACE_ID = 0;
  private static final int SPAN_ID = 1;
  private static final int PARENT_SPAN_ID = 2;
  private static final int SERVICE = 3;
  private static final int INSTANCE = 4;
  private static final int NODE = 5;
  private static final int VERSION = 6;
  private static final int OPERATION = 7;
  private static final int KIND = 8;
  private static final int START = 9;
  private static final int END = 10;
  private static final int STATUS = 11;
  private static final int PEER = 12;
  private static final int PEER_KIND = 13;
  private static final int POSITION = 14;
  private static final int STATUS_MESSAGE = 15;
  private static final int DESTINATION = 16;
  private static final int SKEW = 17;
  private static final int UNCERTAINTY = 18;
  private static final int FLAGS = 19;

  private final Iterator<Row> rows;
  private final TraceBuilder builder = new TraceBuilder();
  private Row ahead;

  /** Over rows that {@link #needed} has selected. */
  public HubTraces(Iterator<Row> rows) {
    this.rows = rows;
    ahead = rows.hasNext() ? rows.next() : null;
  }

  /** The columns that make up a trace. */
  public static Dataset<Row> needed(Dataset<Row> traceSpans) {
    return traceSpans.select(
        Spans.TRACE_ID.column(),
        Spans.SPAN_ID.column(),
        Spans.PARENT_SPAN_ID.column(),
        Spans.SERVICE.column(),
        Spans.INSTANCE.column(),
        Spans.NODE.column(),
        Spans.VERSION.column(),
        Spans.OPERATION.column(),
        Spans.KIND.column(),
        Spans.START_UNIX_NANOS.column(),
        Spans.END_UNIX_NANOS.column(),
        Spans.STATUS.column(),
        TraceSpans.PEER_SERVICE.column(),
        TraceSpans.PEER_KIND.column(),
        TraceSpans.TREE_POSITION.column(),
        Spans.STATUS_MESSAGE.column(),
        TraceSpans.DESTINATION.column(),
        TraceSpans.SKEW_ADJUST_NANOS.column(),
        TraceSpans.CLOCK_UNCERTAINTY_NANOS.column(),
        TraceSpans.FLAGS.column());
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public Trace next() {
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    String traceId = ahead.getString(TRACE_ID);
    builder.start(AssembleTraces.idHigh(traceId), AssembleTraces.idLow(traceId));
    List<Row> ofTrace = new ArrayList<>();
    boolean isAdjusted = false;
    do {
      add(ahead);
      if (ofTrace.size() < builder.size()) {
        ofTrace.add(ahead);
      }
      isAdjusted |= ahead.getLong(SKEW) != 0 || !ahead.isNullAt(UNCERTAINTY);
      ahead = rows.hasNext() ? rows.next() : null;
    } while (ahead != null && ahead.getString(TRACE_ID).equals(traceId));
    Trace trace = builder.build();
    return isAdjusted ? trace.with(adjustment(trace, ofTrace)) : trace;
  }

  private static ClockAdjustment adjustment(Trace trace, List<Row> rows) {
    long[] nanos = new long[trace.size()];
    long[] uncertainties = new long[trace.size()];
    BitSet impossible = new BitSet();
    for (int span = 0; span < nanos.length; span++) {
      Row row = rows.get(trace.row(span));
      nanos[span] = row.getLong(SKEW);
      uncertainties[span] =
          row.isNullAt(UNCERTAINTY) ? ClockAdjustment.UNKNOWN : row.getLong(UNCERTAINTY);
      impossible.set(span, row.getString(FLAGS).contains("impossible_order"));
    }
    return new ClockAdjustment(nanos, uncertainties, impossible);
  }

  private void add(Row row) {
    Peer peer = peer(row);
    builder
        .add(
            AssembleTraces.id(row.getString(SPAN_ID)),
            AssembleTraces.id(row.getString(PARENT_SPAN_ID)),
            row.getLong(START),
            row.getLong(END))
        .by(row.getString(SERVICE), row.getString(INSTANCE))
        .version(row.getString(VERSION))
        .on(row.getString(NODE))
        .doing(row.getString(OPERATION), SpanKind.valueOf(row.getString(KIND)))
        .status(StatusCode.valueOf(row.getString(STATUS)))
        .statusMessage(row.getString(STATUS_MESSAGE))
        .peer(peer.name(), peer.kind())
        // Rows that are alike in all of this were told apart by content that is not here.
        .contentHash(row.getLong(POSITION));
  }

  /** What the span itself said of it; the hub's column also names services that answered. */
  private static Peer peer(Row row) {
    if (!row.isNullAt(DESTINATION) && !row.getString(DESTINATION).isEmpty()) {
      return new Peer(row.getString(DESTINATION), Peer.Kind.QUEUE);
    }
    Peer.Kind kind = Peer.Kind.ofLabel(row.getString(PEER_KIND));
    return kind == Peer.Kind.NONE ? Peer.NOBODY : new Peer(row.getString(PEER), kind);
  }
}
