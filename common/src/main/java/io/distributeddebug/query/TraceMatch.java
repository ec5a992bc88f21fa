package io.distributeddebug.query;

import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace that a query picked.
 *
 * @param rootService empty where the root is not there
 * @param startUnixNanos first start
 * @param durationNanos first start to last end
 * @param matchedCount spans that matched, each once
 */
public record TraceMatch(
    String traceId,
    String rootService,
    String rootOperation,
    long startUnixNanos,
    long durationNanos,
    int spanCount,
    int matchedCount,
    List<Spans> spansets)
    implements Serializable {

  /**
   * Spans that matched together.
   *
   * @param groups values that {@code by(...)} found
   * @param matchedCount of which {@code spans} are the first, by their place in the tree
   */
  public record Spans(List<String> groups, int matchedCount, List<SpanMatch> spans)
      implements Serializable {}

  /**
   * A span that matched.
   *
   * @param fields what is to be shown and is there, by the name that the query gives it
   */
  public record SpanMatch(
      String spanId,
      String service,
      String operation,
      long startUnixNanos,
      long durationNanos,
      boolean isError,
      Map<String, String> fields)
      implements Serializable {}

  static TraceMatch of(
      QueriedTrace queried, List<Spanset> found, List<Field> shown, int mostSpans) {
    Trace trace = queried.trace();
    List<Spans> spansets = new ArrayList<>();
    for (Spanset spanset : found) {
      List<SpanMatch> spans = new ArrayList<>();
      BitSet members = spanset.spans();
      for (int span = members.nextSetBit(0);
          span >= 0 && spans.size() < mostSpans;
          span = members.nextSetBit(span + 1)) {
        spans.add(span(queried, span, shown));
      }
      spansets.add(
          new Spans(
              new ArrayList<>(spanset.groups().stream().map(Value::shown).toList()),
              spanset.size(),
              spans));
    }
    boolean hasRoot = !trace.lacksRoot();
    return new TraceMatch(
        trace.id(),
        hasRoot ? trace.service(0) : "",
        hasRoot ? trace.operation(0) : "",
        trace.startNanos(),
        queried.durationNanos(),
        trace.size(),
        Spanset.union(found).cardinality(),
        spansets);
  }

  private static SpanMatch span(QueriedTrace queried, int span, List<Field> shown) {
    Trace trace = queried.trace();
    Map<String, String> fields = new LinkedHashMap<>();
    for (Field field : shown) {
      Value value = field.of(queried, span);
      if (value != Value.Nothing.NIL) {
        fields.put(field.written(), value.shown());
      }
    }
    return new SpanMatch(
        trace.spanIdText(span),
        trace.service(span),
        trace.operation(span),
        trace.startNanos(span),
        trace.durationNanos(span),
        trace.isError(span),
        fields);
  }
}
