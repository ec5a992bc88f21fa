package io.distributeddebug.consistency;

import io.distributeddebug.consistency.isolation.Isolation;
import io.distributeddebug.consistency.linearizability.Linearizability;
import io.distributeddebug.consistency.session.SessionGuarantees;
import io.distributeddebug.consistency.staleness.Staleness;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a history.
 *
 * @param model what its keys hold; empty: as its operations show
 * @param level the promise to check; empty: the usual one of the model
 */
public record Question(
    Optional<Model> model, Optional<Level> level, Completeness completeness, Budget budget) {

  private static final List<Level> GUARANTEES =
      List.of(
          Level.READ_YOUR_WRITES,
          Level.MONOTONIC_READS,
          Level.MONOTONIC_WRITES,
          Level.WRITES_FOLLOW_READS);

  public Verdict ask(History history) {
    Level promise = level.orElseGet(() -> usual(history));
    Optional<String> stranger = model.flatMap(kind -> kind.stranger(history));
    if (stranger.isPresent()) {
      return Verdict.notCheckable(
          promise.word(),
          "the model " + model.orElseThrow().word() + " has no operation like " + stranger.get());
    }
    return switch (promise) {
      case LINEARIZABLE -> Linearizability.check(history, completeness, budget);
      case READ_YOUR_WRITES, MONOTONIC_READS, MONOTONIC_WRITES, WRITES_FOLLOW_READS ->
          SessionGuarantees.check(history, promise, completeness, budget);
      case EVENTUAL -> Staleness.check(history);
      case STRONGEST -> strongest(history);
      default -> Isolation.check(history, promise, completeness, budget);
    };
  }

  /** Of single operations, linearizability is the strongest level; of transactions, isolation. */
  private Verdict strongest(History history) {
    if (!history.isTimed() || isOfTransactions(history)) {
      return Isolation.check(history, Level.STRONGEST, completeness, budget);
    }
    Verdict linearizable = Linearizability.check(history, completeness, budget);
    if (linearizable.conclusion() == Conclusion.HOLDS) {
      return linearizable;
    }
    Verdict isolation = Isolation.check(history, Level.STRONGEST, completeness, budget);
    boolean isolated = isolation.conclusion() != Conclusion.NOT_CHECKABLE;
    Verdict weaker = isolated ? isolation.because(linearizable.said()) : linearizable;
    for (Level guarantee : GUARANTEES) {
      weaker =
          weaker.because(SessionGuarantees.check(history, guarantee, completeness, budget).said());
    }
    return weaker;
  }

  private Level usual(History history) {
    return isOfTransactions(history) ? Level.SERIALIZABLE : Level.LINEARIZABLE;
  }

  private boolean isOfTransactions(History history) {
    return model
        .map(kind -> kind == Model.LIST_APPEND || kind == Model.RW_REGISTER)
        .orElseGet(() -> !history.isTimed() || hasTransactions(history));
  }

  private static boolean hasTransactions(History history) {
    for (int t = 0; t < history.transactions(); t++) {
      if (history.end(t) - history.first(t) > 1) {
        return true;
      }
    }
    boolean lists = false;
    for (int o = 0; o < history.operations(); o++) {
      if (history.kind(o) == OperationKind.ADD || history.kind(o) == OperationKind.REMOVE) {
        return false;
      }
      lists |= history.kind(o) == OperationKind.READ_LIST;
    }
    return lists;
  }
}
