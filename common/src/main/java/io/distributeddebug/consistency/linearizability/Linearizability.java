package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether each operation took effect at one instant between its invocation and its completion
 * (Herlihy and Wing, 1990): an exact answer, key by key, within a budget of steps for each key.
 *
 * <p>Registers whose values are all different take a sort ({@link Zones}), all else a search
 * ({@link Search}).
 *
 * <p>Missing operations: reads may be missing, and all operations of one value. A value that nobody
 * wrote is taken as a sign that its write was not recorded, unless the record is complete. Where
 * any operation may be missing, a conflict proves something only if no value is written twice,
 * which is believed of a record in which none is; else the answer is unknown.
 */
public final class Linearizability {
  /** The promise, as verdicts name it. */
  public static final String LEVEL = "linearizable";

  static final String KIND = "not-linearizable";
  private static final long STEPS_TO_REDUCE = 2_000_000;
  private static final int MOST_CONFIGURATIONS_TO_CONFIRM = 300_000;

  private final History history;
  private final Completeness completeness;
  private final Budget budget;
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private long steps;
  private int unexplained;

  private Linearizability(History history, Completeness completeness, Budget budget) {
    this.history = history;
    this.completeness = completeness;
    this.budget = budget;
  }

  public static Verdict check(History history, Completeness completeness, Budget budget) {
    return obstacle(history)
        .map(missing -> Verdict.notCheckable(LEVEL, missing))
        .orElseGet(() -> new Linearizability(history, completeness, budget).verdict());
  }

  private static Optional<String> obstacle(History history) {
    if (!history.isTimed()) {
      return Optional.of("it does not say when operations were invoked and completed");
    }
    for (int t = 0; t < history.transactions(); t++) {
      if (history.end(t) - history.first(t) > 1) {
        return Optional.of(
            history.name(t) + " is a transaction of several operations, not an operation on a key");
      }
    }
    for (int o = 0; o < history.operations(); o++) {
      if (history.kind(o) == OperationKind.READ_LIST) {
        return Optional.of("'" + history.text(o) + "' returns a list, not one value");
      }
    }
    return Optional.empty();
  }

  private Verdict verdict() {
    for (KeyCalls key : KeyCalls.of(history, completeness)) {
      unexplained += key.unexplained();
      if (key.isText() && key.calls().stream().anyMatch(c -> c.kind() == OperationKind.CAS)) {
        return Verdict.notCheckable(LEVEL, "key " + name(key) + " has both append and cas");
      }
      check(key);
    }
    if (!anomalies.isEmpty()) {
      return Verdict.violated(LEVEL, anomalies, steps);
    }
    if (!undecided.isEmpty()) {
      return Verdict.unknown(LEVEL, steps, undecided.get(0));
    }
    return new Verdict(LEVEL, Conclusion.HOLDS, List.of(), steps, caveat());
  }

  private String caveat() {
    return unexplained == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d results are of values that no recorded operation wrote; they were left out",
            unexplained);
  }

  private void check(KeyCalls key) {
    if (!key.isText() && Zones.apply(key.calls())) {
      steps += key.calls().size();
      Zones.conflict(key.calls()).ifPresent(calls -> confirm(key, key.calls(), calls));
      return;
    }
    if (!key.isText() && completeness != Completeness.SAMPLED) {
      Optional<List<Call>> quick =
          SingleWrites.conflict(key.calls()).filter(few -> Reduction.mayGo(key.calls(), few));
      if (quick.isPresent()) {
        steps += key.calls().size();
        confirm(key, key.calls(), quick.get());
        return;
      }
    }
    StateMachine machine = machine(key);
    List<Call> calls = key.isText() ? key.calls() : observed(key.calls());
    Search.Result result = Search.run(calls, machine, budget);
    steps += result.meter().steps();
    switch (result.end()) {
      case FOUND_AN_ORDER -> {}
      case BUDGET_USED_UP ->
          undecided.add(
              result.meter().exhausted()
                  + ", on "
                  + calls.size()
                  + " operations"
                  + (name(key).isEmpty() ? "" : " of key " + name(key)));
      case THERE_IS_NONE -> {
        if (completeness == Completeness.SAMPLED) {
          undecided.add("values repeat, and any operation may be missing");
        } else {
          List<Call> known = Reduction.before(key.calls(), result.stuckAt());
          confirm(
              key,
              known,
              Reduction.of(calls, result.stuckAt(), machine, !key.isText(), STEPS_TO_REDUCE));
        }
      }
    }
  }

  /** A write that may have happened and whose value nothing has seen need not be placed. */
  private static List<Call> observed(List<Call> calls) {
    if (calls.stream().anyMatch(Call::refused)) {
      return calls;
    }
    List<Call> rest = calls;
    int size;
    do {
      size = rest.size();
      Set<Integer> seen = new HashSet<>();
      for (Call call : rest) {
        if (call.kind() == OperationKind.READ) {
          seen.add(call.value());
        } else if (call.kind() == OperationKind.CAS) {
          seen.add(call.expected());
        }
      }
      rest =
          rest.stream().filter(call -> call.isRequired() || seen.contains(call.value())).toList();
    } while (rest.size() < size);
    return rest;
  }

  private StateMachine machine(KeyCalls key) {
    return key.isText() ? new TextMachine(history) : new RegisterMachine();
  }

  /** Reports a conflict after other code has come to the same. */
  private void confirm(KeyCalls key, List<Call> whole, List<Call> conflict) {
    boolean allowed = Reduction.mayGo(whole, conflict);
    Optional<Boolean> order =
        PlainSearch.hasOrder(conflict, machine(key), MOST_CONFIGURATIONS_TO_CONFIRM);
    if (allowed && order.isPresent() && !order.get()) {
      Counterexample counterexample = Conflict.explained(history, conflict);
      anomalies.add(new Anomaly(KIND, counterexample));
    } else {
      undecided.add(
          order.isEmpty()
              ? "a conflict of " + conflict.size() + " operations was found, too many to confirm it"
              : "a conflict was found that a second check did not confirm; please report it");
    }
  }

  private String name(KeyCalls key) {
    return history.keyText(key.key());
  }
}
