package io.distributeddebug.jobs.trace;

import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.Trace;
import io.distributeddebug.trace.TraceBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traces that spans in memory make up, by trace id. Spans without a trace id are passed over.
 */
public final class ArchiveTraces {
  private ArchiveTraces() {}

  public static Iterator<Trace> of(List<Span> spans) {
    Map<String, List<Span>> byTrace = new TreeMap<>();
    for (Span span : spans) {
      if (!span.traceId().isEmpty()) {
        byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
      }
    }
    TraceBuilder builder = new TraceBuilder();
    return byTrace.entrySet().stream().map(entry -> trace(builder, entry)).iterator();
  }

  private static Trace trace(TraceBuilder builder, Map.Entry<String, List<Span>> entry) {
    builder.start(AssembleTraces.idHigh(entry.getKey()), AssembleTraces.idLow(entry.getKey()));
    entry.getValue().forEach(builder::add);
    return builder.build();
  }
}
