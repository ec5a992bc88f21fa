package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a conflict small: calls are left out for as long as no order explains the rest. Only what
 * keeps a good history good may go, so that the rest is bad because the whole is:
 *
 * <ul>
 *   <li>what was invoked after an instant, where what was under way then may have happened or not;
 *   <li>any observation;
 *   <li>writes of values that nothing which stays has seen: no read, no compare-and-set that
 *       expected it, none that was refused.
 * </ul>
 */
final class Reduction {
  private final StateMachine machine;
  private final boolean valuesMayGo;
  private long stepsLeft;

  /** What is left out in one piece: one observation, or all calls on a value. */
  private record Unit(Call observation, int value) {}

  private Reduction(StateMachine machine, boolean valuesMayGo, long steps) {
    this.machine = machine;
    this.valuesMayGo = valuesMayGo;
    this.stepsLeft = steps;
  }

  /**
   * The calls of a conflict that the search got stuck at, reduced as far as the steps go.
   *
   * @param valuesMayGo whether the value of a write is all that the key holds afterwards
   */
  static List<Call> of(
      List<Call> calls, long stuckAt, StateMachine machine, boolean valuesMayGo, long steps) {
    return new Reduction(machine, valuesMayGo, steps).reduce(before(calls, stuckAt));
  }

  /** What is known of the calls at an instant at which one returns. */
  static List<Call> before(List<Call> calls, long instant) {
    return calls.stream()
        .filter(call -> call.invoked() <= instant)
        .map(call -> call.completed() > instant ? call.open() : call)
        .filter(call -> call.isRequired() || !call.isObservation())
        .toList();
  }

  private List<Call> reduce(List<Call> calls) {
    List<Call> rest = calls;
    int size;
    do {
      size = rest.size();
      rest = without(rest, observations(rest));
      if (valuesMayGo) {
        rest = without(rest, values(rest));
      }
    } while (rest.size() < size && stepsLeft > 0);
    return rest;
  }

  private static List<Unit> observations(List<Call> calls) {
    List<Unit> units = new ArrayList<>();
    calls.stream()
        .filter(Call::isObservation)
        .forEach(call -> units.add(new Unit(call, History.NIL)));
    return units;
  }

  private static List<Unit> values(List<Call> calls) {
    Set<Integer> values = new HashSet<>();
    List<Unit> units = new ArrayList<>();
    for (Call call : calls) {
      if (!call.isObservation() && call.value() != History.NIL && values.add(call.value())) {
        units.add(new Unit(null, call.value()));
      }
    }
    return units;
  }

  /** Leaves out ever smaller groups of units, the latest first. */
  private List<Call> without(List<Call> calls, List<Unit> units) {
    List<Call> rest = calls;
    List<Unit> present = new ArrayList<>(units);
    Collections.reverse(present);
    for (int size = Math.max(1, present.size() / 2); ; size /= 2) {
      for (int from = 0; from < present.size() && stepsLeft > 0; ) {
        List<Unit> group = present.subList(from, Math.min(from + size, present.size()));
        List<Call> candidate = minus(rest, group);
        if (mayGo(rest, candidate) && isConflict(candidate)) {
          rest = candidate;
          group.clear();
        } else {
          from += size;
        }
      }
      if (size <= 1 || stepsLeft <= 0) {
        return rest;
      }
    }
  }

  private static List<Call> minus(List<Call> calls, List<Unit> units) {
    Set<Call> observations = new HashSet<>();
    Set<Integer> values = new HashSet<>();
    for (Unit unit : units) {
      if (unit.observation() != null) {
        observations.add(unit.observation());
      } else {
        values.add(unit.value());
      }
    }
    return calls.stream()
        .filter(call -> !observations.contains(call))
        .filter(call -> call.refused() || !values.contains(call.value()))
        .toList();
  }

  /** Whether a good history of which these calls were left out would still be good. */
  static boolean mayGo(List<Call> whole, List<Call> rest) {
    Set<Call> kept = new HashSet<>(rest);
    Set<Integer> gone = new HashSet<>();
    for (Call call : whole) {
      if (!call.isObservation() && !kept.contains(call)) {
        gone.add(call.value());
      }
    }
    return gone.isEmpty()
        || rest.stream()
            .noneMatch(
                call ->
                    call.refused()
                        || (call.kind() == OperationKind.READ && gone.contains(call.value()))
                        || (call.kind() == OperationKind.CAS && gone.contains(call.expected())));
  }

  private boolean isConflict(List<Call> calls) {
    Search.Result result = Search.run(calls, machine, Budget.standard().withSteps(stepsLeft));
    stepsLeft -= result.meter().steps() + 1;
    return result.end() == Search.End.THERE_IS_NONE;
  }
}
