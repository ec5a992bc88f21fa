package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Timeouts;
import java.util.Objects;

/**
 * Collects the spans of one trace, in any order, and assembles them; then the next trace, in the
 * same memory. Not safe for use by several threads.
 *
 * <pre>{@code
 * builder.start(idHigh, idLow);
 * builder.add(spanId, parentSpanId, start, end).by(service, instance).doing(operation, SERVER);
 * Trace trace = builder.build();
 * }</pre>
 */
public final class TraceBuilder {
  /** Above this a trace would endanger the task that holds it. */
  public static final int MAXIMUM_SPANS = 4_000_000;

  private static final int FIRST_CAPACITY = 64;

  private final int maximumSpans;
  private Columns columns = new Columns(FIRST_CAPACITY);
  private long idHigh;
  private long idLow;
  private int size;
  private int current;
  private long cutOff;

  public TraceBuilder() {
    this(MAXIMUM_SPANS);
  }

  /** Spans beyond {@code maximumSpans} are counted and left out; which, depends on arrival. */
  public TraceBuilder(int maximumSpans) {
    this.maximumSpans = maximumSpans;
  }

  /** Forgets what was added and begins another trace. */
  public TraceBuilder start(long traceIdHigh, long traceIdLow) {
    if (columns.capacity() > 1 << 20 && size < 1 << 16) {
      columns = new Columns(FIRST_CAPACITY); // one giant trace must not hold memory for ever
    }
    idHigh = traceIdHigh;
    idLow = traceIdLow;
    size = 0;
    cutOff = 0;
    return this;
  }

  /**
   * Begins a span, which the calls that follow describe.
   *
   * @param parentSpanId 0 for a root
   * @param startNanos Unix nanoseconds
   */
  public TraceBuilder add(long spanId, long parentSpanId, long startNanos, long endNanos) {
    current = size;
    if (size < maximumSpans) {
      size++;
    } else {
      cutOff++; // described into the spare slot behind the last span, which nobody reads
    }
    if (current >= columns.capacity()) {
      columns.grow(Math.max(current + 1, (int) Math.min(maximumSpans + 1L, current * 2L)));
    }
    columns.spanIds[current] = spanId;
    columns.parentSpanIds[current] = parentSpanId;
    columns.starts[current] = startNanos;
    columns.ends[current] = endNanos;
    columns.contentHashes[current] = 0;
    columns.kinds[current] = 0;
    columns.statuses[current] = 0;
    columns.peerKinds[current] = 0;
    columns.timeouts[current] = false;
    columns.services[current] = "";
    columns.instances[current] = "";
    columns.versions[current] = "";
    columns.operations[current] = "";
    columns.peers[current] = "";
    columns.hosts[current] = "";
    return this;
  }

  public TraceBuilder by(String service, String instance) {
    columns.services[current] = service;
    columns.instances[current] = instance;
    return this;
  }

  public TraceBuilder version(String version) {
    columns.versions[current] = version;
    return this;
  }

  public TraceBuilder doing(String operation, SpanKind kind) {
    columns.operations[current] = operation;
    columns.kinds[current] = Columns.code(kind);
    return this;
  }

  public TraceBuilder status(StatusCode status) {
    columns.statuses[current] = Columns.code(status);
    return this;
  }

  /** What the status says of a failure. */
  public TraceBuilder statusMessage(String message) {
    columns.timeouts[current] = Timeouts.isTold(message);
    return this;
  }

  /** Where it ran: spans of one host share a clock. Empty where not recorded. */
  public TraceBuilder on(String host) {
    columns.hosts[current] = host;
    return this;
  }

  /** Whom the span says it calls; of a consumer, where its message came from. */
  public TraceBuilder peer(String name, Peer.Kind kind) {
    columns.peers[current] = name;
    columns.peerKinds[current] = Columns.code(kind);
    return this;
  }

  /** Of all that was recorded: spans that differ only in what is not described here stay apart. */
  public TraceBuilder contentHash(long hash) {
    columns.contentHashes[current] = hash;
    return this;
  }

  /** Adds a span as a format reader gives it. Its trace id is not looked at. */
  public TraceBuilder add(Span span) {
    Peer peer = Peer.of(span);
    return add(
            id(span.spanId()), id(span.parentSpanId()), span.startUnixNanos(), span.endUnixNanos())
        .by(span.resource().service(), span.resource().instance())
        .version(span.resource().version())
        .on(span.resource().node())
        .doing(span.name(), span.kind())
        .status(span.status())
        .statusMessage(span.statusMessage())
        .peer(peer.name(), peer.kind())
        .contentHash(Objects.hash(span.attributes(), span.events(), span.links()));
  }

  public int size() {
    return size;
  }

  /** Assembles what was added since {@link #start}; the result stays valid. */
  public Trace build() {
    return new Assembly(columns, size).trace(idHigh, idLow, cutOff);
  }

  private static long id(String hex) {
    return hex.isEmpty() ? 0 : Long.parseUnsignedLong(hex, 16);
  }
}
