package io.distributeddebug.consistency;

import io.distributeddebug.consistency.isolation.Isolation;
import io.distributeddebug.consistency.linearizability.Linearizability;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.Optional;

/**
 * What is asked of a history.
 *
 * @param model what its keys hold; empty: as its operations show
 * @param level the promise to check; empty: the usual one of the model
 */
public record Question(
    Optional<Model> model, Optional<Level> level, Completeness completeness, Budget budget) {

  public Verdict ask(History history) {
    Level promise = level.orElseGet(() -> usual(history));
    Optional<String> stranger = model.flatMap(kind -> kind.stranger(history));
    if (stranger.isPresent()) {
      return Verdict.notCheckable(
          promise.word(),
          "the model " + model.orElseThrow().word() + " has no operation like " + stranger.get());
    }
    return promise == Level.LINEARIZABLE
        ? Linearizability.check(history, completeness, budget)
        : Isolation.check(history, promise, completeness, budget);
  }

  private Level usual(History history) {
    boolean transactions =
        model
            .map(kind -> kind == Model.LIST_APPEND || kind == Model.RW_REGISTER)
            .orElseGet(() -> !history.isTimed() || hasTransactions(history));
    return transactions ? Level.SERIALIZABLE : Level.LINEARIZABLE;
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
