package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.trace.ClockAdjustment;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes traces of rows of {@code trace_spans} that come trace by trace, as {@code
 * LakeSnapshot.readUnsplit} gives them; one trace in memory at a time. They are the traces that
 * {@link Reconstruct} had.
 */
final class HubTraces implements Iterator<Trace> {
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
  private static final UTF8String IMPOSSIBLE_ORDER = UTF8String.fromString("impossible_order");

  private final Iterator<InternalRow> rows;
  private final TraceBuilder builder = new TraceBuilder();
  private final TextCache texts = new TextCache();
  private final Clocks clocks = new Clocks();
  private InternalRow ahead;

  /** Over a partition of {@link #rows}. */
  HubTraces(Iterator<InternalRow> rows) {
    this.rows = rows;
    ahead = rows.hasNext() ? rows.next() : null;
  }

  /**
   * The columns that make up a trace, as Spark's internal rows: to make public ones, with a string
   * for each text, costs more than all the rest of a pass.
   */
  static JavaRDD<InternalRow> rows(Dataset<Row> traceSpans) {
    return needed(traceSpans).queryExecution().toRdd().toJavaRDD();
  }

  private static Dataset<Row> needed(Dataset<Row> traceSpans) {
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
    UTF8String traceId = ahead.getUTF8String(TRACE_ID).copy();
    String text = traceId.toString();
    builder.start(AssembleTraces.idHigh(text), AssembleTraces.idLow(text));
    clocks.clear();
    do {
      add(ahead);
      if (clocks.size < builder.size()) { // not above the cap
        clocks.add(ahead);
      }
      ahead = rows.hasNext() ? rows.next() : null; // the same object, overwritten
    } while (ahead != null && ahead.getUTF8String(TRACE_ID).equals(traceId));
    Trace trace = builder.build();
    return clocks.isAdjusted ? trace.with(clocks.of(trace)) : trace;
  }

  /** What the rows of a trace say of its clocks, in the order of the rows. */
  private static final class Clocks {
    private long[] nanos = new long[64];
    private long[] uncertainties = new long[64];
    private final BitSet impossible = new BitSet();
    private int size;
    private boolean isAdjusted;

    void clear() {
      size = 0;
      isAdjusted = false;
      impossible.clear();
    }

    void add(InternalRow row) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, size * 2);
        uncertainties = Arrays.copyOf(uncertainties, size * 2);
      }
      nanos[size] = row.getLong(SKEW);
      boolean isKnown = !row.isNullAt(UNCERTAINTY);
      uncertainties[size] = isKnown ? row.getLong(UNCERTAINTY) : ClockAdjustment.UNKNOWN;
      impossible.set(size, row.getUTF8String(FLAGS).contains(IMPOSSIBLE_ORDER));
      isAdjusted |= isKnown || nanos[size] != 0;
      size++;
    }

    ClockAdjustment of(Trace trace) {
      long[] ofSpans = new long[trace.size()];
      long[] ofSpansUncertain = new long[trace.size()];
      BitSet ofSpansImpossible = new BitSet();
      for (int span = 0; span < ofSpans.length; span++) {
        int row = trace.row(span);
        ofSpans[span] = nanos[row];
        ofSpansUncertain[span] = uncertainties[row];
        ofSpansImpossible.set(span, impossible.get(row));
      }
      return new ClockAdjustment(ofSpans, ofSpansUncertain, ofSpansImpossible);
    }
  }

  private void add(InternalRow row) {
    builder
        .add(
            id(row.getUTF8String(SPAN_ID)),
            id(row.getUTF8String(PARENT_SPAN_ID)),
            row.getLong(START),
            row.getLong(END))
        .by(text(row, SERVICE), text(row, INSTANCE))
        .version(text(row, VERSION))
        .on(text(row, NODE))
        .doing(text(row, OPERATION), SpanKind.valueOf(text(row, KIND)))
        .status(StatusCode.valueOf(text(row, STATUS)))
        .statusMessage(text(row, STATUS_MESSAGE))
        // Rows that are alike in all of this were told apart by content that is not here.
        .contentHash(row.getLong(POSITION));
    addPeer(row);
  }

  /** What the span itself said of it; the hub's column also names services that answered. */
  private void addPeer(InternalRow row) {
    String destination = text(row, DESTINATION);
    Peer.Kind kind = Peer.Kind.ofLabel(text(row, PEER_KIND));
    if (!destination.isEmpty()) {
      builder.peer(destination, Peer.Kind.QUEUE);
    } else if (kind != Peer.Kind.NONE) {
      builder.peer(text(row, PEER), kind);
    }
  }

  private String text(InternalRow row, int column) {
    return texts.of(row.getUTF8String(column));
  }

  /** As {@link AssembleTraces#id(String)}, without a string. */
  static long id(UTF8String text) {
    int digits = text.numBytes();
    long id = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.getByte(i), 16);
      if (digit < 0 || i == 16) {
        return AssembleTraces.id(text.toString());
      }
      id = (id << 4) | digit;
    }
    return id;
  }
}
