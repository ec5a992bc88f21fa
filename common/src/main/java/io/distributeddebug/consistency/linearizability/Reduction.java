package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Budget;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a conflict small: calls are left out for as long as no order explains the rest. Only what
 * keeps a good history good may go, so that the rest is bad because the whole is:
 *
 * <ul>
 *   <li>what was invoked after an instant, where what was under way then may have happened or not;
 *   <li>any observation;
 *   <li>what {@link Content#units} says may go together, such as all calls on one value.
 * </ul>
 */
final class Reduction {
  private final Content content;
  private final boolean onlyKnown;
  private final Function<List<Call>, StateMachine> machine;
  private long stepsLeft;

  private Reduction(
      Content content, boolean onlyKnown, Function<List<Call>, StateMachine> machine, long steps) {
    this.content = content;
    this.onlyKnown = onlyKnown;
    this.machine = machine;
    this.stepsLeft = steps;
  }

  /**
   * The calls of a conflict that the search got stuck at, reduced as far as the steps go.
   *
   * @param machine how the key answers if these are all calls there are
   */
  static List<Call> of(
      List<Call> calls,
      long stuckAt,
      Content content,
      boolean onlyKnown,
      Function<List<Call>, StateMachine> machine,
      long steps) {
    return new Reduction(content, onlyKnown, machine, steps).reduce(before(calls, stuckAt));
  }

  /** What is known of the calls at an instant at which one returns. */
  static List<Call> before(List<Call> calls, long instant) {
    return calls.stream()
        .filter(call -> call.invoked() <= instant)
        .filter(call -> call.completed() <= instant || !call.isObservation())
        .map(call -> call.completed() > instant ? call.open() : call)
        .toList();
  }

  private List<Call> reduce(List<Call> calls) {
    List<Call> rest = calls;
    int size;
    do {
      size = rest.size();
      rest = without(rest, observations(rest));
      rest = without(rest, content.units(rest, onlyKnown));
    } while (rest.size() < size && stepsLeft > 0);
    return rest;
  }

  private static List<List<Call>> observations(List<Call> calls) {
    return calls.stream().filter(Call::isObservation).map(List::of).toList();
  }

  /** Leaves out ever smaller groups of units, the latest first. */
  private List<Call> without(List<Call> calls, List<List<Call>> units) {
    List<Call> rest = calls;
    List<List<Call>> present = new ArrayList<>(units);
    Collections.reverse(present);
    for (int size = Math.max(1, present.size() / 2); ; size /= 2) {
      for (int from = 0; from < present.size() && stepsLeft > 0; ) {
        List<List<Call>> group = present.subList(from, Math.min(from + size, present.size()));
        List<Call> candidate = minus(rest, group);
        if (content.mayGo(rest, candidate, onlyKnown) && isConflict(candidate)) {
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

  /** Reads of a register that saw a value which goes, go with it. */
  private List<Call> minus(List<Call> calls, List<List<Call>> units) {
    Set<Call> gone = new HashSet<>();
    Set<Integer> values = new HashSet<>();
    for (List<Call> unit : units) {
      gone.addAll(unit);
      if (content == Content.REGISTER && !unit.get(0).isObservation()) {
        values.add(unit.get(0).value());
      }
    }
    return calls.stream()
        .filter(call -> !gone.contains(call))
        .filter(call -> call.kind() != OperationKind.READ || !values.contains(call.value()))
        .toList();
  }

  private boolean isConflict(List<Call> calls) {
    Search.Result result =
        Search.run(calls, machine.apply(calls), Budget.standard().withSteps(stepsLeft));
    stepsLeft -= result.meter().steps() + 1;
    return result.end() == Search.End.THERE_IS_NONE;
  }
}
