package io.distributeddebug.consistency.linearizability;

import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Counterexample.Relation;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells a person about calls that no order explains. */
final class Conflict {
  private Conflict() {}

  static Counterexample explained(History history, List<Call> conflict) {
    List<Call> calls = new ArrayList<>(conflict);
    calls.sort(Comparator.comparingLong(Call::invoked));
    List<Member> members = new ArrayList<>();
    for (Call call : calls) {
      int t = history.transaction(call.operation());
      members.add(
          new Member(
              history.name(t),
              history.sessionText(history.session(t)),
              (call.refused() ? "refused " : "") + history.text(call.operation()),
              call.isRequired() ? "ok" : "unknown",
              history.line(t),
              history.invoked(t),
              call.completed()));
    }
    return new Counterexample(summary(history, calls), members, realTime(history, calls));
  }

  private static String summary(History history, List<Call> calls) {
    Call last = calls.get(0);
    for (Call call : calls) {
      if (call.isRequired() && (!last.isRequired() || call.completed() > last.completed())) {
        last = call;
      }
    }
    return String.format(
        Locale.ROOT,
        "No order of these %d operations agrees with real time and with what they returned: the "
            + "last to return, %s%s (%s), finds no place among the others.",
        calls.size(),
        last.refused() ? "refused " : "",
        history.text(last.operation()),
        history.name(history.transaction(last.operation())));
  }

  /** Who had returned before who was invoked, without what follows from others. */
  private static List<Relation> realTime(History history, List<Call> calls) {
    List<Relation> relations = new ArrayList<>();
    for (Call first : calls) {
      long nextReturn = History.NEVER;
      for (Call other : calls) {
        if (first.completed() < other.invoked()) {
          nextReturn = Math.min(nextReturn, other.completed());
        }
      }
      for (Call second : calls) {
        if (first.completed() < second.invoked() && second.invoked() <= nextReturn) {
          String from = history.name(history.transaction(first.operation()));
          String to = history.name(history.transaction(second.operation()));
          relations.add(
              new Relation(
                  from, to, "real-time", "", from + " had returned before " + to + " was invoked"));
        }
      }
    }
    return relations;
  }
}
