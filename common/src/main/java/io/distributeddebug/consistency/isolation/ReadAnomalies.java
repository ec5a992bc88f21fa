package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.AnomalyKind;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Counterexample.Relation;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a single read shows to be wrong, whatever the commit order. The names are those of Adya
 * (G1a, G1b) and Elle. The first {@value #MOST} of each kind are kept.
 */
final class ReadAnomalies {
  private static final int MOST = 20;

  private final History history;
  private final ReadCheck check;
  private boolean doubtful;
  private final List<Anomaly> found = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  ReadAnomalies(History history) {
    this.history = history;
    this.check = new ReadCheck(history);
  }

  /** Whether something was said that the operations themselves do not confirm. */
  boolean isDoubtful() {
    return doubtful;
  }

  List<Anomaly> found() {
    return found;
  }

  /** A transaction does not see its own last write. */
  void internal(int t, int read, int ownWrite) {
    add(
        check.internal(read, ownWrite),
        "internal",
        "%s saw %s, though its own %s came before and nothing of its own after it."
            .formatted(history.name(t), history.text(read), history.text(ownWrite)),
        List.of(t),
        List.of());
  }

  /** A transaction sees what it writes only later. */
  void future(int t, int read, int write) {
    add(
        check.future(read, write),
        "future-read",
        "%s saw %s before its own %s."
            .formatted(history.name(t), history.text(read), history.text(write)),
        List.of(t),
        List.of());
  }

  /** G1a: what a transaction wrote that was rolled back was seen by one that was not. */
  void aborted(int t, int read, int write) {
    int writer = history.transaction(write);
    add(
        check.aborted(read, write),
        "G1a",
        "%s saw %s, but %s, which wrote it, was rolled back."
            .formatted(history.name(t), history.text(read), history.name(writer)),
        List.of(writer, t),
        List.of(readsFrom(writer, t, read)));
  }

  /** G1b: what a transaction itself replaced later was seen by another. */
  void intermediate(int t, int read, int write) {
    int writer = history.transaction(write);
    add(
        check.intermediate(read, write),
        "G1b",
        "%s saw %s, which %s wrote on the way and replaced before it ended."
            .formatted(history.name(t), history.text(read), history.name(writer)),
        List.of(writer, t),
        List.of(readsFrom(writer, t, read)));
  }

  /** A value that nobody wrote, in a record that is complete. */
  void garbage(int t, int read) {
    add(
        check.garbage(read),
        "garbage-read",
        "%s saw %s, which nobody wrote.".formatted(history.name(t), history.text(read)),
        List.of(t),
        List.of());
  }

  /** An element stands in a list more than once. */
  void duplicate(int t, int read, int element) {
    add(
        check.duplicate(read, element),
        "duplicate-elements",
        "%s saw %s, in which %s stands twice."
            .formatted(history.name(t), history.text(read), history.valueText(element)),
        List.of(t),
        List.of());
  }

  /** Of two lists that were read of a key none is the beginning of the other. */
  void incompatible(int read, int longest) {
    int t = history.transaction(read);
    int other = history.transaction(longest);
    add(
        check.incompatible(read, longest),
        "incompatible-order",
        "%s saw %s and %s saw %s: neither is the beginning of the other."
            .formatted(
                history.name(t), history.text(read), history.name(other), history.text(longest)),
        t == other ? List.of(t) : List.of(t, other),
        List.of());
  }

  /** A list holds what a transaction appended last, and not before it what it appended first. */
  void gap(int read, int before, int write) {
    int t = history.transaction(read);
    int writer = history.transaction(write);
    add(
        check.gap(read, before, write),
        "incompatible-order",
        "%s saw %s, without the %s before it, of the same %s."
            .formatted(
                history.name(t), history.text(read), history.text(before), history.name(writer)),
        t == writer ? List.of(t) : List.of(writer, t),
        List.of());
  }

  private Relation readsFrom(int writer, int reader, int read) {
    return new Relation(
        history.name(writer),
        history.name(reader),
        "wr",
        history.keyText(history.key(read)),
        history.name(reader) + " saw what " + history.name(writer) + " wrote");
  }

  private void add(
      boolean confirmed,
      String kind,
      String summary,
      List<Integer> members,
      List<Relation> relations) {
    if (!confirmed) {
      doubtful = true;
      return;
    }
    if (counts.merge(kind, 1, Integer::sum) > MOST) {
      return;
    }
    List<Member> shown = new ArrayList<>();
    members.forEach(t -> shown.add(member(history, t)));
    String plain = AnomalyKind.of(kind).map(AnomalyKind::plainWord).orElse("");
    String pattern = kind.startsWith("G1") ? plain : "";
    found.add(new Anomaly(kind, pattern, new Counterexample(summary, shown, relations)));
  }

  static Member member(History history, int t) {
    return Member.of(history, t);
  }
}
