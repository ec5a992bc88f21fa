package io.distributeddebug.comparison;

import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.trace.Trace;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Everything that is counted of one set of traces. Merged parts give what one pass would. */
public final class TraceSetTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<OperationKey, OperationTally> operations = new TreeMap<>();
  private final TreeMap<CallKey, long[]> calls = new TreeMap<>();
  private final LogLinearHistogram durations = new LogLinearHistogram();
  private final AttributeTally attributes = new AttributeTally();
  private long failed;

  /** What spans carry: each attribute's name, with its scope, and its value as text. */
  public interface AttributesOf {
    void each(int span, BiConsumer<String, String> consumer);
  }

  public void add(Trace trace, AttributesOf carried) {
    durations.add(trace.endNanos() - trace.startNanos());
    Map<OperationKey, Boolean> seen = new HashMap<>();
    Set<CallKey> called = new HashSet<>();
    Map<String, Set<String>> values = new HashMap<>();
    boolean hasError = false;
    for (int span = 0; span < trace.size(); span++) {
      OperationKey key = key(trace, span);
      operations
          .computeIfAbsent(key, k -> new OperationTally())
          .add(trace.durationNanos(span), trace.selfNanos(span), trace.isError(span));
      seen.merge(key, trace.isError(span), Boolean::logicalOr);
      hasError |= trace.isError(span);
      if (trace.parent(span) >= 0) {
        count(new CallKey(key(trace, trace.parent(span)), key), called);
      }
      String peer = trace.virtualPeer(span);
      if (!peer.isEmpty()) {
        count(new CallKey(key, new OperationKey(peer, "")), called);
      }
      carried.each(span, (name, value) -> AttributeTally.note(values, name, value));
    }
    seen.forEach((key, hadError) -> operations.get(key).endTrace(hadError));
    failed += hasError ? 1 : 0;
    attributes.add(values);
  }

  private void count(CallKey key, Set<CallKey> called) {
    long[] tracesAndCalls = calls.computeIfAbsent(key, k -> new long[2]);
    tracesAndCalls[0] += called.add(key) ? 1 : 0;
    tracesAndCalls[1]++;
  }

  private static OperationKey key(Trace trace, int span) {
    return new OperationKey(trace.service(span), trace.operation(span));
  }

  public TraceSetTally merge(TraceSetTally other) {
    other.operations.forEach(
        (key, tally) -> operations.computeIfAbsent(key, k -> new OperationTally()).merge(tally));
    other.calls.forEach(
        (key, counts) -> {
          long[] sum = calls.computeIfAbsent(key, k -> new long[2]);
          sum[0] += counts[0];
          sum[1] += counts[1];
        });
    durations.merge(other.durations);
    attributes.merge(other.attributes);
    failed += other.failed;
    return this;
  }

  public long traces() {
    return durations.count();
  }

  /** Traces with a failed span. */
  public long failed() {
    return failed;
  }

  /** Of whole traces, first start to last end. */
  public LogLinearHistogram durations() {
    return durations;
  }

  Map<OperationKey, OperationTally> operations() {
    return operations;
  }

  /** Traces that have the call, and calls. */
  Map<CallKey, long[]> calls() {
    return calls;
  }

  AttributeTally attributes() {
    return attributes;
  }
}
