package io.distributeddebug.jobs.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes traces of span rows that come sorted by trace key, one trace in memory at a time. Rows of
 * equal key and different trace id (two ids in 2^64 collide) are told apart.
 */
final class AssembleTraces implements Iterator<AssembledTrace> {
  private static final Map<String, SpanKind> KINDS = new HashMap<>();
  private static final Map<String, StatusCode> STATUSES = new HashMap<>();

  static {
    for (SpanKind kind : SpanKind.values()) {
      KINDS.put(kind.name(), kind);
    }
    for (StatusCode status : StatusCode.values()) {
      STATUSES.put(status.name(), status);
    }
  }

  // From here on a trace's texts are looked up; below, that would cost more than it saves.
  private static final int GIANT = 20_000;
  private static final int MOST_SHARED_TEXTS = 50_000;

  private final Iterator<Row> sorted;
  private final TraceBuilder builder;
  private final ArrayDeque<List<Row>> sameKey = new ArrayDeque<>();
  private final Map<String, String> texts = new HashMap<>();
  private Row ahead;

  AssembleTraces(Iterator<Row> sorted) {
    this(sorted, TraceBuilder.MAXIMUM_SPANS);
  }

  AssembleTraces(Iterator<Row> sorted, int maximumSpans) {
    this.sorted = sorted;
    this.builder = new TraceBuilder(maximumSpans);
    this.ahead = sorted.hasNext() ? sorted.next() : null;
  }

  @Override
  public boolean hasNext() {
    return ahead != null || !sameKey.isEmpty();
  }

  @Override
  public AssembledTrace next() {
    if (!sameKey.isEmpty()) {
      return assemble(sameKey.remove());
    }
    if (ahead == null) {
      throw new NoSuchElementException();
    }
    Row first = ahead;
    String traceId = first.getString(SpanInput.TRACE_ID);
    long key = first.getLong(SpanInput.KEY);
    List<Row> rows = start(traceId);
    Map<String, List<Row>> others = Map.of();
    do {
      String id = ahead.getString(SpanInput.TRACE_ID);
      if (id.equals(traceId)) {
        add(ahead, rows);
      } else {
        others = others.isEmpty() ? new TreeMap<>() : others;
        others.computeIfAbsent(id, other -> new ArrayList<>()).add(ahead);
      }
      ahead = sorted.hasNext() ? sorted.next() : null;
    } while (ahead != null && ahead.getLong(SpanInput.KEY) == key);
    sameKey.addAll(others.values());
    return new AssembledTrace(builder.build(), rows);
  }

  private AssembledTrace assemble(List<Row> input) {
    List<Row> rows = start(input.get(0).getString(SpanInput.TRACE_ID));
    for (Row row : input) {
      add(row, rows);
    }
    return new AssembledTrace(builder.build(), rows);
  }

  private List<Row> start(String traceId) {
    builder.start(idHigh(traceId), idLow(traceId));
    texts.clear();
    return new ArrayList<>();
  }

  private void add(Row arrived, List<Row> rows) {
    Row row = rows.size() < GIANT ? arrived : sharing(arrived);
    builder
        .add(
            id(row.getString(SpanInput.SPAN_ID)),
            id(row.getString(SpanInput.PARENT_SPAN_ID)),
            row.getLong(SpanInput.START),
            row.getLong(SpanInput.END))
        .by(row.getString(SpanInput.SERVICE), row.getString(SpanInput.INSTANCE))
        .version(row.getString(SpanInput.VERSION))
        .doing(
            row.getString(SpanInput.OPERATION),
            KINDS.getOrDefault(row.getString(SpanInput.KIND), SpanKind.UNSPECIFIED))
        .status(STATUSES.getOrDefault(row.getString(SpanInput.STATUS), StatusCode.UNSET))
        .statusMessage(row.getString(SpanInput.STATUS_MESSAGE))
        .on(row.getString(SpanInput.NODE))
        .peer(row.getString(SpanInput.PEER), Peer.Kind.ofLabel(row.getString(SpanInput.PEER_KIND)))
        .contentHash(row.getLong(SpanInput.RECORD_HASH));
    if (builder.size() > rows.size()) {
      rows.add(row);
    }
  }

  /**
   * The same values, but texts that many spans have are kept once: of a trace of a million spans
   * they would not fit into a small heap.
   */
  private Row sharing(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      boolean isOwn = i == SpanInput.SPAN_ID || i == SpanInput.PARENT_SPAN_ID;
      values[i] = value instanceof String text && !isOwn ? shared(text) : value;
    }
    return RowFactory.create(values);
  }

  private String shared(String text) {
    String known = texts.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() < MOST_SHARED_TEXTS) {
      texts.put(text, text);
    }
    return text;
  }

  static long idHigh(String traceId) {
    return id(traceId.substring(0, Math.max(0, traceId.length() - 16)));
  }

  static long idLow(String traceId) {
    return id(traceId.substring(Math.max(0, traceId.length() - 16)));
  }

  /** Up to 16 hex digits as a number; ids of another form by their hash. */
  static long id(String text) {
    long id = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || i == 16) {
        return hash(text);
      }
      id = (id << 4) | digit;
    }
    return id;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash; // 0 means "no parent"
  }
}
