package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.Clocks;
import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.sampling.SamplerTags;
import io.distributeddebug.sampling.SamplingRules;
import io.distributeddebug.sampling.SamplingWeight;
import io.distributeddebug.sampling.TraceStates;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.trace.CriticalPath;
import io.distributeddebug.trace.PathHashes;
import io.distributeddebug.trace.Retries;
import io.distributeddebug.trace.SpanFlag;
import io.distributeddebug.trace.Trace;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What one trace adds to {@code trace_spans} and {@code traces}. */
final class HubRows {
  private static final long NANOS_PER_DAY = TimeUnit.DAYS.toNanos(1);

  private static final Layout SPAN =
      new Layout(
          TraceSpans.TABLE,
          TraceSpans.TRACE_KEY,
          Spans.TRACE_ID,
          Spans.SPAN_ID,
          Spans.PARENT_SPAN_ID,
          Spans.SERVICE,
          Spans.START_UNIX_NANOS,
          Spans.END_UNIX_NANOS,
          TraceSpans.TRACE_START_UNIX_NANOS,
          Spans.DURATION_NANOS,
          Spans.OPERATION,
          Spans.KIND,
          Spans.INSTANCE,
          Spans.NODE,
          Spans.VERSION,
          Spans.STATUS,
          Spans.STATUS_MESSAGE,
          TraceSpans.IS_ERROR,
          TraceSpans.PARENT_SERVICE,
          TraceSpans.PARENT_OPERATION,
          TraceSpans.PEER_SERVICE,
          TraceSpans.PEER_KIND,
          TraceSpans.DESTINATION,
          TraceSpans.DEPTH,
          TraceSpans.TREE_POSITION,
          TraceSpans.PATH_HASH,
          TraceSpans.CHILD_COUNT,
          TraceSpans.SELF_NANOS,
          TraceSpans.CRITICAL_PATH_NANOS,
          TraceSpans.GAP_TO_PARENT_START_NANOS,
          TraceSpans.GAP_TO_PARENT_END_NANOS,
          TraceSpans.SKEW_ADJUST_NANOS,
          TraceSpans.ADJUSTED_START_UNIX_NANOS,
          TraceSpans.CLOCK_UNCERTAINTY_NANOS,
          TraceSpans.RETRY_NUMBER,
          TraceSpans.SAMPLING_WEIGHT,
          TraceSpans.SAMPLING_SOURCE,
          TraceSpans.FLAGS,
          TraceSpans.DATE,
          TraceSpans.TRACE_BUCKET);

  private static final Layout TRACE =
      new Layout(
          Traces.TABLE,
          TraceSpans.TRACE_KEY,
          Spans.TRACE_ID,
          Spans.START_UNIX_NANOS,
          Traces.DURATION_NANOS,
          Traces.ROOT_SERVICE,
          Traces.ROOT_OPERATION,
          TraceSpans.IS_ERROR,
          Traces.SPAN_COUNT,
          Traces.SERVICE_COUNT,
          Traces.ERROR_COUNT,
          Traces.DUPLICATE_COUNT,
          Traces.ORPHAN_COUNT,
          Traces.COMPLETENESS_RATIO,
          Traces.CRITICAL_PATH_SIGNATURE,
          TraceSpans.SAMPLING_WEIGHT,
          TraceSpans.SAMPLING_SOURCE,
          Traces.TAIL_POLICY,
          TraceSpans.FLAGS,
          TraceSpans.DATE,
          TraceSpans.TRACE_BUCKET);

  private final AssembledTrace assembled;
  private final Trace trace;
  private final long key;
  private final String traceId;
  private final long start;
  private final Date date;
  private final long bucket;
  private final CriticalPath path;
  private final Retries retries;
  private final long[] pathHashes;
  private final SamplerTags tags;
  private final SamplingWeight ofTrace;

  HubRows(AssembledTrace assembled, int bucketBits, Clocks clocks, SamplingRules sampling) {
    this.assembled = assembled;
    this.trace = assembled.trace().with(clocks.of(assembled.trace()));
    Row any = assembled.row(0);
    this.key = any.getLong(SpanInput.KEY);
    this.traceId = any.getString(SpanInput.TRACE_ID);
    this.start = trace.startNanos();
    this.date = Date.valueOf(LocalDate.ofEpochDay(epochDay(trace)));
    this.bucket = TraceKey.bucket(key, bucketBits);
    this.path = CriticalPath.of(trace);
    this.retries = Retries.of(trace);
    this.pathHashes = PathHashes.of(trace);
    this.tags = SamplerTags.decode(any.getString(SpanInput.SAMPLER));
    this.ofTrace = sampling.weight(trace.service(0), tags, start);
  }

  /** What the span says itself goes before what the root says. */
  private SamplingWeight weight(int span) {
    SamplingWeight own = TraceStates.weight(assembled.row(span).getString(SpanInput.TRACE_STATE));
    return own.isKnown() ? own : ofTrace;
  }

  private static String source(SamplingWeight weight) {
    return weight.isKnown() ? weight.source().name().toLowerCase(Locale.ROOT) : "";
  }

  /** UTC day of the trace's first span, counted from 1970. */
  static long epochDay(Trace trace) {
    return Math.floorDiv(trace.startNanos(), NANOS_PER_DAY);
  }

  /** The hub's row of a span. */
  Object[] span(int span) {
    Row row = assembled.row(span);
    int parent = trace.parent(span);
    String virtualPeer = trace.virtualPeer(span);
    String called = virtualPeer.isEmpty() ? calledService(span) : virtualPeer;
    String peerKind = row.getString(SpanInput.PEER_KIND);
    SamplingWeight weight = weight(span);
    OptionalLong uncertainty = trace.clocks().uncertaintyNanos(span);
    return SPAN.row(
        key,
        traceId,
        row.getString(SpanInput.SPAN_ID),
        row.getString(SpanInput.PARENT_SPAN_ID),
        trace.service(span),
        trace.startNanos(span),
        trace.endNanos(span),
        start,
        trace.endNanos(span) - trace.startNanos(span),
        trace.operation(span),
        trace.kind(span).name(),
        trace.instance(span),
        row.getString(SpanInput.NODE),
        trace.version(span),
        trace.status(span).name(),
        row.getString(SpanInput.STATUS_MESSAGE),
        trace.isError(span),
        parent < 0 ? "" : trace.service(parent),
        parent < 0 ? "" : trace.operation(parent),
        called,
        called.isEmpty() ? "" : virtualPeer.isEmpty() ? "service" : peerKind,
        trace.peerKind(span) == Peer.Kind.QUEUE ? trace.peer(span) : "",
        (long) trace.depth(span),
        (long) span,
        HexFormat.of().toHexDigits(pathHashes[span]),
        (long) trace.childCount(span),
        trace.selfNanos(span),
        path.nanos(span),
        trace.gapToParentStartNanos(span),
        trace.gapToParentEndNanos(span),
        path.skewNanos(span),
        trace.startNanos(span) + path.skewNanos(span),
        uncertainty.isPresent() ? (Long) uncertainty.getAsLong() : null,
        Math.max(retries.number(span), row.getLong(SpanInput.RESEND_COUNT)),
        weight.weight(),
        source(weight),
        names(flags(span)),
        date,
        bucket);
  }

  private int flags(int span) {
    return trace.flags(span)
        | (path.skewNanos(span) != 0 ? SpanFlag.SKEW_ADJUSTED.bit() : 0)
        | (trace.clocks().isImpossible(span) ? SpanFlag.IMPOSSIBLE_ORDER.bit() : 0);
  }

  /** The service that answers the call, where its own span is there. */
  private String calledService(int span) {
    if (trace.kind(span) == SpanKind.CLIENT || trace.kind(span) == SpanKind.PRODUCER) {
      for (int child = trace.firstChild(span); child >= 0; child = trace.nextSibling(child)) {
        if (!trace.service(child).equals(trace.service(span))) {
          return trace.service(child);
        }
      }
    }
    return "";
  }

  /** The row of the whole trace. */
  Object[] trace() {
    long errors = 0;
    long orphans = 0;
    int flags = 0;
    for (int span = 0; span < trace.size(); span++) {
      errors += trace.isError(span) ? 1 : 0;
      orphans += trace.has(span, SpanFlag.ORPHAN) ? 1 : 0;
      flags |= flags(span);
    }
    SamplingWeight weight = weight(0);
    String allFlags = names(flags);
    if (trace.cutOffCount() > 0) {
      allFlags = allFlags.isEmpty() ? "oversize" : allFlags + ",oversize";
    }
    return TRACE.row(
        key,
        traceId,
        start,
        trace.endNanos() - start,
        trace.service(0),
        trace.operation(0),
        trace.isError(0),
        trace.size() + trace.cutOffCount(),
        (long) trace.services().length,
        errors,
        (long) trace.duplicateCount(),
        orphans,
        trace.completenessRatio(),
        HexFormat.of().toHexDigits(path.signature()),
        weight.weight(),
        source(weight),
        tags.tailPolicy(),
        allFlags,
        date,
        bucket);
  }

  private static String names(int flags) {
    return flags == 0
        ? ""
        : SpanFlag.of(flags).stream()
            .map(flag -> flag.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
  }

  /** Puts values where the table's declaration wants them; every column must be given. */
  private static final class Layout {
    private final int[] places;

    Layout(Table table, Field... given) {
      places = new int[given.length];
      for (int i = 0; i < given.length; i++) {
        places[i] = table.fields().indexOf(given[i]);
      }
      if (!List.of(given).containsAll(table.fields())) {
        throw new IllegalStateException("Table " + table.name() + " has columns nobody fills");
      }
    }

    Object[] row(Object... values) {
      Object[] row = new Object[values.length];
      for (int i = 0; i < values.length; i++) {
        row[places[i]] = values[i];
      }
      return row;
    }
  }
}
