package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;
import java.util.HashMap;
import java.util.Map;

/**
 * Which calls repeat a failed one: the same call (service, operation, kind, peer) by the same
 * parent, begun after the one before it had failed and ended.
 */
public final class Retries {
  private Retries() {}

  /** For each span 0 for a first try, n for the n-th repeat. */
  public static int[] of(Trace trace) {
    int[] retries = new int[trace.size()];
    Map<Call, Integer> latest = new HashMap<>();
    for (int parent = 0; parent < trace.size(); parent++) {
      if (trace.childCount(parent) < 2 || !hasFailedChild(trace, parent)) {
        continue;
      }
      latest.clear();
      for (int child = trace.firstChild(parent); child >= 0; child = trace.nextSibling(child)) {
        if (!isCall(trace.kind(child))) {
          continue;
        }
        Call call =
            new Call(
                trace.service(child), trace.operation(child), trace.peer(child), trace.kind(child));
        Integer before = latest.put(call, child);
        if (before != null
            && trace.isError(before)
            && trace.startNanos(child) >= trace.startNanos(before) + trace.durationNanos(before)) {
          retries[child] = retries[before] + 1;
        }
      }
    }
    return retries;
  }

  private record Call(String service, String operation, String peer, SpanKind kind) {}

  /** A loop over items of which many fail is no retry: local work and consumed messages are out. */
  private static boolean isCall(SpanKind kind) {
    return kind != SpanKind.INTERNAL && kind != SpanKind.CONSUMER;
  }

  private static boolean hasFailedChild(Trace trace, int parent) {
    for (int child = trace.firstChild(parent); child >= 0; child = trace.nextSibling(child)) {
      if (trace.isError(child)) {
        return true;
      }
    }
    return false;
  }
}
