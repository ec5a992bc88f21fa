package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linearizability of a register whose values are all different, by a sort: the zone of a value
 * reaches from the first completion to the last invocation among its write and its reads.
 *
 * <pre>
 *   forward    write 1 |--|         the value is there without a gap from the end of the write
 *              read 1        |--|   to the beginning of the last read:    #####
 *   backward   write 2 |-----|      all overlap at some instant, which may lie anywhere
 *              read 2    |-----|    between the last invocation and the first completion
 * </pre>
 *
 * An order exists if and only if no read ends before its write begins, no two forward zones
 * overlap, and no backward zone lies inside a forward one.
 *
 * <p>P. Gibbons and E. Korach, Testing shared memories, 1997.
 */
final class Zones {
  /**
   * @param firstToReturn the call that returned first
   * @param lastInvoked the call that was invoked last
   */
  private record Zone(Call firstToReturn, Call lastInvoked) {
    long completed() {
      return firstToReturn.completed();
    }

    long invoked() {
      return lastInvoked.invoked();
    }

    boolean isForward() {
      return completed() < invoked();
    }
  }

  private static final Call INITIAL_WRITE =
      new Call(
          -1, OperationKind.WRITE, History.NIL, History.NIL, false, History.ALWAYS, History.ALWAYS);

  private Zones() {}

  /** Whether this way applies: reads and writes only, and no value was written twice. */
  static boolean apply(List<Call> calls) {
    Map<Integer, Call> writes = new HashMap<>(Map.of(History.NIL, INITIAL_WRITE));
    for (Call call : calls) {
      boolean write = call.kind() == OperationKind.WRITE;
      if (!write && call.kind() != OperationKind.READ) {
        return false;
      }
      if (write && writes.put(call.value(), call) != null) {
        return false;
      }
    }
    return calls.stream().allMatch(call -> writes.containsKey(call.value()));
  }

  /**
   * The calls that no order explains: at most two each of at most two values, with their writes.
   * Empty where there is an order.
   */
  static Optional<List<Call>> conflict(List<Call> calls) {
    Map<Integer, Call> writes = new HashMap<>(Map.of(History.NIL, INITIAL_WRITE));
    calls.stream()
        .filter(call -> call.kind() == OperationKind.WRITE)
        .forEach(call -> writes.put(call.value(), call));
    Map<Integer, Zone> zones = new HashMap<>();
    for (Call call : calls) {
      Call write = writes.get(call.value());
      if (call.completed() < write.invoked()) {
        return Optional.of(List.of(call, write));
      }
      zones.merge(call.value(), new Zone(call, call), Zones::hull);
    }
    zones.computeIfPresent(
        History.NIL, (nil, zone) -> hull(zone, new Zone(INITIAL_WRITE, INITIAL_WRITE)));
    return conflict(zones.values()).map(pair -> withWrites(pair, writes));
  }

  private static Zone hull(Zone a, Zone b) {
    return new Zone(
        a.completed() <= b.completed() ? a.firstToReturn() : b.firstToReturn(),
        a.invoked() >= b.invoked() ? a.lastInvoked() : b.lastInvoked());
  }

  private static Optional<List<Zone>> conflict(Iterable<Zone> zones) {
    List<Zone> forward = new ArrayList<>();
    List<Zone> backward = new ArrayList<>();
    zones.forEach(zone -> (zone.isForward() ? forward : backward).add(zone));
    forward.sort(Comparator.comparingLong(Zone::completed));
    for (int i = 1; i < forward.size(); i++) {
      if (forward.get(i).completed() < forward.get(i - 1).invoked()) {
        return Optional.of(List.of(forward.get(i - 1), forward.get(i)));
      }
    }
    for (Zone zone : backward) {
      int before = lastBeginningBefore(forward, zone.invoked());
      if (before >= 0 && zone.completed() < forward.get(before).invoked()) {
        return Optional.of(List.of(forward.get(before), zone));
      }
    }
    return Optional.empty();
  }

  private static int lastBeginningBefore(List<Zone> forward, long time) {
    int low = 0;
    int high = forward.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (forward.get(middle).completed() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static List<Call> withWrites(List<Zone> pair, Map<Integer, Call> writes) {
    List<Call> members = new ArrayList<>();
    for (Zone zone : pair) {
      members.add(writes.get(zone.lastInvoked().value()));
      members.add(zone.firstToReturn());
      members.add(zone.lastInvoked());
    }
    return members.stream().distinct().filter(call -> !call.equals(INITIAL_WRITE)).toList();
  }
}
