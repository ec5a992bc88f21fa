package io.distributeddebug.consistency;

import io.distributeddebug.consistency.linearizability.Linearizability;
import io.distributeddebug.history.History;
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
    Level promise = level.orElse(Level.LINEARIZABLE);
    Optional<String> stranger = model.flatMap(kind -> kind.stranger(history));
    if (stranger.isPresent()) {
      return Verdict.notCheckable(
          promise.word(),
          "the model " + model.orElseThrow().word() + " has no operation like " + stranger.get());
    }
    return Linearizability.check(history, completeness, budget);
  }
}
