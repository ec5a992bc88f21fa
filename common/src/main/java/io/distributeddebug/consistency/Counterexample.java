package io.distributeddebug.consistency;

import io.distributeddebug.history.History;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few operations that suffice to show that a promise was broken.
 *
 * @param summary the case in plain sentences
 * @param members those that take part, in the order of the record
 * @param relations what is known of two of them each
 */
public record Counterexample(String summary, List<Member> members, List<Relation> relations) {
  public Counterexample {
    members = List.copyOf(members);
    relations = List.copyOf(relations);
  }

  /**
   * A transaction, or a single operation.
   *
   * @param name as the relations call it
   * @param session whose it is
   * @param text its operations, such as {@code append 255 8; read 253 [1 3 4]}
   * @param outcome ok, fail or unknown
   * @param line where it ends in the source
   * @param invoked as the history has it; {@link History#ALWAYS} where it is not known
   * @param completed as the history has it; {@link History#NEVER} where it is not known
   */
  public record Member(
      String name,
      String session,
      String text,
      String outcome,
      long line,
      long invoked,
      long completed) {

    /** A whole transaction of a history. */
    public static Member of(History history, int transaction) {
      List<String> operations = new ArrayList<>();
      for (int o = history.first(transaction); o < history.end(transaction); o++) {
        operations.add(history.text(o));
      }
      boolean ends = history.outcome(transaction) != Outcome.UNKNOWN;
      return new Member(
          history.name(transaction),
          history.sessionText(history.session(transaction)),
          String.join("; ", operations),
          history.outcome(transaction).name().toLowerCase(Locale.ROOT),
          history.line(transaction),
          history.invoked(transaction),
          ends ? history.completed(transaction) : History.NEVER);
    }
  }

  /**
   * One comes before the other.
   *
   * @param kind why: real-time, session, wr (the other read what this one wrote), ww (the other
   *     wrote the next version), rw (this one read a version that the other replaced)
   * @param key the key it is about; empty where it is about none
   * @param because the same in a sentence
   */
  public record Relation(String from, String to, String kind, String key, String because) {}
}
