package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A quick look for conflicts over values that were written once, in registers whose other values
 * may repeat: such a value is there without a gap, so no other write fits in between.
 *
 * <pre>
 *   write 7 |--|                                   write 2 came after somebody saw 7,
 *              read 7 |--|                         and before somebody saw 7 again
 *                          write 2 |--|
 *                                       read 7 |--|
 * </pre>
 *
 * It finds no order of all operations, and no conflict proves nothing: it only spares the search.
 */
final class SingleWrites {
  /** The calls that saw, or wrote, a value: the first to return, and the last to be invoked. */
  private record Span(Call write, Call firstToReturn, Call lastInvoked) {}

  private SingleWrites() {}

  /** Calls that no order explains. */
  static Optional<List<Call>> conflict(List<Call> calls) {
    List<Call> writes =
        calls.stream()
            .filter(call -> call.kind() == OperationKind.WRITE && call.isRequired())
            .sorted(Comparator.comparingLong(Call::invoked))
            .toList();
    for (Span span : spans(calls)) {
      Call first = span.firstToReturn();
      Call last = span.lastInvoked();
      for (int i = firstInvokedAfter(writes, first.completed()); i < writes.size(); i++) {
        Call other = writes.get(i);
        if (other.invoked() >= last.invoked()) {
          break;
        }
        if (other.value() != span.write().value() && other.completed() < last.invoked()) {
          return Optional.of(Stream.of(span.write(), first, other, last).distinct().toList());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Span> spans(List<Call> calls) {
    Map<Integer, Call> writeOf = new HashMap<>();
    Map<Integer, Integer> writes = new HashMap<>();
    for (Call call : calls) {
      if (!call.isObservation()) {
        writeOf.put(call.value(), call);
        writes.merge(call.value(), 1, Integer::sum);
      }
    }
    Map<Integer, Span> spans = new HashMap<>();
    for (Call call : calls) {
      int seen = seen(call);
      if (seen != History.NIL && writes.getOrDefault(seen, 0) == 1) {
        extend(spans, seen, writeOf.get(seen), call);
      }
      if (!call.isObservation() && writes.get(call.value()) == 1) {
        extend(spans, call.value(), call, call);
      }
    }
    return new ArrayList<>(spans.values());
  }

  /** The value that the call found; NIL where it says nothing, or may not have happened. */
  private static int seen(Call call) {
    if (call.kind() == OperationKind.READ) {
      return call.value();
    }
    return call.kind() == OperationKind.CAS && !call.refused() && call.isRequired()
        ? call.expected()
        : History.NIL;
  }

  private static void extend(Map<Integer, Span> spans, int value, Call write, Call call) {
    spans.merge(
        value,
        new Span(write, call, call),
        (a, b) ->
            new Span(
                write,
                a.firstToReturn().completed() <= call.completed() ? a.firstToReturn() : call,
                a.lastInvoked().invoked() >= call.invoked() ? a.lastInvoked() : call));
  }

  private static int firstInvokedAfter(List<Call> writes, long time) {
    int low = 0;
    int high = writes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (writes.get(middle).invoked() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
