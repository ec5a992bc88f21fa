package io.distributeddebug.trace;

import io.distributeddebug.telemetry.SpanKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which calls repeat a failed one: the same call (service, operation, kind, peer) by the same
 * parent, begun after the one before it had failed and ended.
 */
public final class Retries {
  private final int[] numbers;
  private final int[] repeatedBy;

  private Retries(int[] numbers, int[] repeatedBy) {
    this.numbers = numbers;
    this.repeatedBy = repeatedBy;
  }

  /** 0 for a first try, n for the n-th repeat. */
  public int number(int span) {
    return numbers[span];
  }

  /** The try that was made because this one failed, -1 where there is none. */
  public int repeatedBy(int span) {
    return repeatedBy[span];
  }

  public static Retries of(Trace trace) {
    int[] numbers = new int[trace.size()];
    int[] repeatedBy = new int[trace.size()];
    Arrays.fill(repeatedBy, -1);
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
          numbers[child] = numbers[before] + 1;
          repeatedBy[before] = child;
        }
      }
    }
    return new Retries(numbers, repeatedBy);
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
