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
 * Linearizability of a queue whose elements are all different and that nobody found empty, by a
 * sort: no element is taken twice, or before it was put in, and none overtakes another.
 *
 * <pre>
 *   enqueue a |--|                                   a was surely first in, and b surely first out
 *                  enqueue b |--|
 *                                 dequeue b |--|
 *                                                dequeue a |--|      (or never)
 * </pre>
 *
 * <p>T. Henzinger, A. Sezgin and V. Vafeiadis, Aspect-oriented linearizability proofs, 2013.
 */
final class QueueOrder {
  private record Passage(Call in, Optional<Call> out) {
    /** Never, where nobody took it. */
    long taken() {
      return out.map(Call::invoked).orElse(History.NEVER);
    }
  }

  private QueueOrder() {}

  /** Whether this way applies. */
  static boolean applies(List<Call> calls) {
    Map<Integer, Call> in = new HashMap<>();
    for (Call call : calls) {
      boolean put = call.kind() == OperationKind.ENQUEUE;
      boolean open = !put && !call.isRequired();
      if (open || call.value() == History.NIL || (put && in.put(call.value(), call) != null)) {
        return false;
      }
    }
    return calls.stream().allMatch(call -> in.containsKey(call.value()));
  }

  /** The calls that no order explains; empty where there is an order. */
  static Optional<List<Call>> conflict(List<Call> calls) {
    Map<Integer, Call> in = new HashMap<>();
    Map<Integer, Call> out = new HashMap<>();
    for (Call call : calls) {
      if (call.kind() == OperationKind.ENQUEUE) {
        in.put(call.value(), call);
      }
    }
    for (Call call : calls) {
      if (call.kind() == OperationKind.DEQUEUE) {
        boolean twice = out.put(call.value(), call) != null;
        if (twice || call.completed() < in.get(call.value()).invoked()) {
          return Optional.of(calls.stream().filter(c -> c.value() == call.value()).toList());
        }
      }
    }
    List<Passage> passages = new ArrayList<>();
    in.forEach(
        (value, put) -> {
          Optional<Call> taken = Optional.ofNullable(out.get(value));
          if (put.isRequired() || taken.isPresent()) {
            passages.add(new Passage(put, taken));
          }
        });
    return overtaking(passages);
  }

  /**
   * Goes through them by when they came in, with the last to be taken of all that were in before.
   */
  private static Optional<List<Call>> overtaking(List<Passage> passages) {
    List<Passage> byEntry = new ArrayList<>(passages);
    byEntry.sort(Comparator.comparingLong(passage -> passage.in().invoked()));
    List<Passage> byEnd = new ArrayList<>(passages);
    byEnd.sort(Comparator.comparingLong(passage -> passage.in().completed()));
    int next = 0;
    Optional<Passage> latest = Optional.empty();
    for (Passage second : byEntry) {
      for (;
          next < byEnd.size() && byEnd.get(next).in().completed() < second.in().invoked();
          next++) {
        Passage first = byEnd.get(next);
        if (latest.map(known -> known.taken() < first.taken()).orElse(true)) {
          latest = Optional.of(first);
        }
      }
      if (latest.isPresent()
          && second.out().isPresent()
          && second.out().get().completed() < latest.get().taken()) {
        return Optional.of(
            Stream.of(latest.get(), second)
                .flatMap(p -> Stream.concat(Stream.of(p.in()), p.out().stream()))
                .toList());
      }
    }
    return Optional.empty();
  }
}
