package io.distributeddebug.jobs.trace;

import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.SpanRecords;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The traces that spans in memory make up, by trace id. Spans without a trace id are passed over.
 */
public final class ArchiveTraces {
  private ArchiveTraces() {}

  public static Iterator<Trace> of(List<Span> spans) {
    TraceBuilder builder = new TraceBuilder();
    return byTrace(spans).entrySet().stream().map(entry -> trace(builder, entry)).iterator();
  }

  /** As {@link #of}, with what the spans have recorded. */
  public static Iterator<QueriedTrace> recorded(List<Span> spans) {
    TraceBuilder builder = new TraceBuilder();
    return byTrace(spans).entrySet().stream()
        .map(entry -> SpanRecords.of(trace(builder, entry), entry.getValue()))
        .iterator();
  }

  /** Each with its spans, in the order that {@link Trace#row} counts. */
  public static void forEach(List<Span> spans, BiConsumer<Trace, List<Span>> action) {
    TraceBuilder builder = new TraceBuilder();
    byTrace(spans)
        .entrySet()
        .forEach(entry -> action.accept(trace(builder, entry), entry.getValue()));
  }

  private static Map<String, List<Span>> byTrace(List<Span> spans) {
    Map<String, List<Span>> byTrace = new TreeMap<>();
    for (Span span : spans) {
      if (!span.traceId().isEmpty()) {
        byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
      }
    }
    return byTrace;
  }

  private static Trace trace(TraceBuilder builder, Map.Entry<String, List<Span>> entry) {
    builder.start(AssembleTraces.idHigh(entry.getKey()), AssembleTraces.idLow(entry.getKey()));
    entry.getValue().forEach(builder::add);
    return builder.build();
  }
}
