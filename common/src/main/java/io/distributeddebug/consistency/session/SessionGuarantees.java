package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Budget;
import io.distributeddebug.consistency.Completeness;
import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Meter;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The session guarantees, key by key: read your writes, monotonic reads, monotonic writes, writes
 * follow reads (D. Terry and others, Session guarantees for weakly consistent replicated data,
 * 1994). One holds if there is an order of the versions of each key that agrees with what is known
 * of it and in which no session goes back:
 *
 * <pre>
 *   read your writes       write a .. read b     b is a, or later
 *   monotonic reads        read a  .. read b     b is a, or later
 *   monotonic writes       write a .. write b    b is later
 *   writes follow reads    read a  .. write b    b is later
 * </pre>
 *
 * Of the order of versions is known: the initial value comes first; lists show it; a
 * compare-and-set makes the new value from the old; where times are known and no lists are, a write
 * that was acknowledged before another began made the older version.
 *
 * <p>Values have to be unique: operations on one that was written twice are left out, and counted.
 *
 * <p>Missing operations: only make less known. A value that nobody is known to have written is a
 * version like others.
 */
public final class SessionGuarantees {
  private static final int MOST_ANOMALIES = 20;

  private SessionGuarantees() {}

  public static Verdict check(
      History history, Level level, Completeness completeness, Budget budget) {
    return obstacle(history)
        .map(missing -> Verdict.notCheckable(level.word(), missing))
        .orElseGet(() -> verdict(history, Guarantee.of(level), budget));
  }

  private static Optional<String> obstacle(History history) {
    boolean texts = false;
    boolean appends = false;
    for (int o = 0; o < history.operations(); o++) {
      OperationKind kind = history.kind(o);
      boolean known =
          switch (kind) {
            case READ, READ_LIST, WRITE, APPEND, CAS -> true;
            case ADD, REMOVE, ENQUEUE, DEQUEUE, ACQUIRE, RELEASE -> false;
          };
      if (!known) {
        return Optional.of("'" + history.text(o) + "' neither reads nor writes a version");
      }
      texts |= kind == OperationKind.READ && history.value(o) != History.NIL;
      appends |= kind == OperationKind.APPEND;
    }
    return texts && appends
        ? Optional.of("reads of what is appended to have to return lists")
        : Optional.empty();
  }

  private static Verdict verdict(History history, Guarantee guarantee, Budget budget) {
    String word = guarantee.level().word();
    Meter meter = new Meter(budget);
    List<Anomaly> anomalies = new ArrayList<>();
    boolean doubtful = false;
    Optional<String> unknownOrder = Optional.empty();
    SessionEvents events = SessionEvents.of(history);
    for (int key = 0; key < history.keys() && anomalies.size() < MOST_ANOMALIES; key++) {
      if (!meter.step(1 + events.of(key).size())) {
        return Verdict.unknown(word, meter.steps(), meter.exhausted());
      }
      VersionOrder.Found found = VersionOrder.circle(history, events, key, guarantee, meter);
      if (!meter.exhausted().isEmpty()) {
        return Verdict.unknown(word, meter.steps(), meter.exhausted());
      }
      if (!found.known()) {
        unknownOrder = Optional.of(history.keyText(key));
      }
      if (found.circle().isPresent()) {
        if (GuaranteeCheck.confirms(history, guarantee, found.circle().get())) {
          anomalies.add(GuaranteeExplained.of(history, guarantee, key, found.circle().get()));
        } else {
          doubtful = true;
        }
      }
    }
    if (!anomalies.isEmpty()) {
      return Verdict.violated(word, anomalies, meter.steps());
    }
    if (doubtful) {
      return Verdict.unknown(
          word,
          meter.steps(),
          "a circle was found that a second check did not confirm; please report it");
    }
    if (unknownOrder.isPresent()) {
      return Verdict.notCheckable(
          word,
          "what is known of the order of versions"
              + (unknownOrder.get().isEmpty() ? "" : " of key " + unknownOrder.get())
              + " contradicts itself");
    }
    Verdict holds = new Verdict(word, Conclusion.HOLDS, List.of(), meter.steps(), "");
    return events.leftOut() == 0
        ? holds
        : holds.because(
            String.format(
                Locale.ROOT,
                "%,d operations are on values that were written more than once; they were left out",
                events.leftOut()));
  }
}
