package io.distributeddebug.consistency.session;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Counterexample.Relation;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Tells a person about a session that went back. */
final class GuaranteeExplained {
  private final History history;
  private final Guarantee guarantee;

  private GuaranteeExplained(History history, Guarantee guarantee) {
    this.history = history;
    this.guarantee = guarantee;
  }

  static Anomaly of(History history, Guarantee guarantee, int key, List<VersionStep> circle) {
    GuaranteeExplained explained = new GuaranteeExplained(history, guarantee);
    TreeSet<Integer> transactions = new TreeSet<>();
    List<Relation> relations = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    for (VersionStep step : circle) {
      transactions.add(history.transaction(step.before()));
      transactions.add(history.transaction(step.after()));
      Relation relation = explained.relation(step);
      relations.add(relation);
      if (step.why() == VersionStep.Why.SESSION) {
        sessions.add(relation.because());
      }
    }
    List<Member> members = new ArrayList<>();
    transactions.forEach(t -> members.add(Member.of(history, t)));
    String name = history.keyText(key);
    String summary =
        String.format(
            Locale.ROOT,
            "%s%s; of two versions%s each would have to be older than the other.",
            String.join("; ", sessions),
            circle.size() == sessions.size() ? "" : ", against what else is known of their order",
            name.isEmpty() ? "" : " of key " + name);
    return new Anomaly(guarantee.level().word(), new Counterexample(summary, members, relations));
  }

  private Relation relation(VersionStep step) {
    String before = history.name(history.transaction(step.before()));
    String after = history.name(history.transaction(step.after()));
    String older = history.valueText(step.older());
    String newer = history.valueText(step.newer());
    String key = history.keyText(history.key(step.before()));
    return switch (step.why()) {
      case INITIAL -> new Relation("initial", after, "ww", key, older + " was there at first");
      case CAS ->
          new Relation(before, after, "ww", key, before + " made " + newer + " of " + older);
      case LIST ->
          new Relation(before, after, "ww", key, before + " saw " + older + " before any " + newer);
      case REAL_TIME ->
          new Relation(
              before,
              after,
              "real-time",
              key,
              before + " had written " + older + " before " + after + " began to write " + newer);
      case SESSION ->
          new Relation(
              before,
              after,
              "session",
              key,
              String.format(
                  Locale.ROOT,
                  "session %s %s %s (%s) and later %s %s (%s)",
                  history.sessionText(history.session(history.transaction(step.before()))),
                  guarantee.firstWrites() ? "wrote" : "saw",
                  older,
                  before,
                  guarantee.secondWrites() ? "wrote" : "saw",
                  newer,
                  after));
    };
  }
}
