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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether each operation took effect at one instant between its invocation and its completion
 * (Herlihy and Wing, 1990): an exact answer, key by key, within a budget of steps for each key.
 *
 * <p>Registers whose values are all different take a sort ({@link Zones}), and so do queues ({@link
 * QueueOrder}), all else a search ({@link Search}).
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
  private static final String MAY_BE_MISSING =
      "no order explains it, but any operation may be missing";
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
    return Optional.empty();
  }

  private Verdict verdict() {
    for (KeyCalls key : KeyCalls.of(history, completeness)) {
      unexplained += key.unexplained();
      Optional<String> obstacle = obstacle(key);
      if (obstacle.isPresent()) {
        return Verdict.notCheckable(LEVEL, obstacle.get());
      }
      check(key, key.content().orElseThrow());
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

  private Optional<String> obstacle(KeyCalls key) {
    if (key.content().isEmpty()) {
      return Optional.of(
          "nothing has all the operations that "
              + (name(key).isEmpty() ? "there are: " : "key " + name(key) + " has: ")
              + key.calls().stream()
                  .map(call -> call.kind().toString())
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return key.content().filter(content -> content == Content.COUNTER).stream()
        .flatMap(counter -> CounterMachine.noNumber(history, key.calls()).stream())
        .map(call -> "'" + history.text(call.operation()) + "' is about no whole number")
        .findFirst();
  }

  private void check(KeyCalls key, Content content) {
    Optional<Optional<List<Call>>> sorted = bySorting(key.calls(), content);
    if (sorted.isPresent()) {
      steps += key.calls().size();
      if (content == Content.QUEUE && completeness == Completeness.SAMPLED) {
        // An element put in twice looks like one where the other half of each passage is missing.
        sorted.get().ifPresent(calls -> undecided.add(MAY_BE_MISSING));
      } else {
        sorted.get().ifPresent(calls -> confirm(content, key.calls(), calls));
      }
      return;
    }
    if (content == Content.REGISTER && completeness != Completeness.SAMPLED) {
      Optional<List<Call>> quick =
          SingleWrites.conflict(key.calls())
              .filter(few -> content.mayGo(key.calls(), few, onlyKnown()));
      if (quick.isPresent()) {
        steps += key.calls().size();
        confirm(content, key.calls(), quick.get());
        return;
      }
    }
    search(key, content);
  }

  /** The conflict, or none, where a sort decides. */
  private Optional<Optional<List<Call>>> bySorting(List<Call> calls, Content content) {
    if (content == Content.REGISTER && Zones.apply(calls)) {
      return Optional.of(Zones.conflict(calls));
    }
    if (content == Content.QUEUE) {
      List<Call> whole = completeness == Completeness.SAMPLED ? passedThrough(calls) : calls;
      return QueueOrder.applies(whole) ? Optional.of(QueueOrder.conflict(whole)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Where any operation may be missing: what was seen to go in and to come out. */
  private static List<Call> passedThrough(List<Call> calls) {
    Set<Integer> in = new HashSet<>();
    Set<Integer> out = new HashSet<>();
    for (Call call : calls) {
      (call.kind() == OperationKind.ENQUEUE ? in : out).add(call.value());
    }
    return calls.stream()
        .filter(call -> in.contains(call.value()) && out.contains(call.value()))
        .toList();
  }

  private void search(KeyCalls key, Content content) {
    Function<List<Call>, StateMachine> machines = machines(content);
    List<Call> calls = content.observed(key.calls());
    Search.Result result = Search.run(calls, machines.apply(calls), budget);
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
          undecided.add(
              content == Content.REGISTER
                  ? "values repeat, and any operation may be missing"
                  : MAY_BE_MISSING);
        } else {
          List<Call> whole = content == Content.REGISTER ? key.calls() : calls;
          List<Call> known = Reduction.before(whole, result.stuckAt());
          confirm(
              content,
              known,
              Reduction.of(
                  calls, result.stuckAt(), content, onlyKnown(), machines, STEPS_TO_REDUCE));
        }
      }
    }
  }

  /** Of lists and sets: whether elements that nobody is known to have put there are overlooked. */
  private boolean onlyKnown() {
    return completeness != Completeness.COMPLETE;
  }

  private Function<List<Call>, StateMachine> machines(Content content) {
    if (content == Content.TEXT) {
      StateMachine one = content.machine(history, List.of(), onlyKnown());
      return calls -> one;
    }
    return calls -> content.machine(history, calls, onlyKnown());
  }

  /** Reports a conflict after other code has come to the same. */
  private void confirm(Content content, List<Call> whole, List<Call> conflict) {
    boolean allowed = content.mayGo(whole, conflict, onlyKnown());
    Optional<Boolean> order =
        PlainSearch.hasOrder(
            conflict,
            content.machine(history, conflict, onlyKnown()),
            MOST_CONFIGURATIONS_TO_CONFIRM);
    if (allowed && order.isPresent() && !order.get()) {
      Counterexample counterexample = Conflict.explained(history, conflict);
      anomalies.add(new Anomaly(KIND, ConflictName.of(content, history, conflict), counterexample));
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
