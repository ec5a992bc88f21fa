package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.consistency.Counterexample.Member;
import io.distributeddebug.consistency.Counterexample.Relation;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells a person about transactions that no commit order fits. */
final class Explained {
  private static final int MOST_RELATIONS = 50;

  private final Transactions transactions;
  private final History history;

  private Explained(Transactions transactions) {
    this.transactions = transactions;
    this.history = transactions.history();
  }

  /** A cycle: each transaction on it has to be committed before the next, and so before itself. */
  static Anomaly cycle(
      String kind,
      String pattern,
      String meaning,
      Transactions transactions,
      CommitGraph graph,
      int[] edges) {
    Explained explained = new Explained(transactions);
    List<Relation> relations = new ArrayList<>();
    TreeSet<Integer> members = new TreeSet<>();
    StringBuilder ring = new StringBuilder(transactions.name(graph.from(edges[0])));
    for (int edge : edges) {
      relations.add(explained.relation(graph, edge));
      members.add(graph.from(edge));
      if (graph.kind(edge) == EdgeKind.FORCED) {
        members.add(transactions.readerOf(graph.witness(edge)));
      }
      ring.append(" -").append(graph.kind(edge).word()).append("-> ");
      ring.append(transactions.name(graph.to(edge)));
    }
    String summary =
        String.format(Locale.ROOT, "%s %s: each comes before the next, a circle.", meaning, ring);
    return new Anomaly(
        kind, pattern, new Counterexample(summary, explained.members(members), relations));
  }

  static Anomaly nonRepeatableRead(Transactions transactions, int reader, int first, int second) {
    Explained explained = new Explained(transactions);
    TreeSet<Integer> members = new TreeSet<>();
    members.add(reader);
    members.add(transactions.readFrom(first));
    members.add(transactions.readFrom(second));
    String summary =
        String.format(
            Locale.ROOT,
            "%s saw two versions of one key: first %s, then %s.",
            transactions.name(reader),
            explained.read(first),
            explained.read(second));
    return new Anomaly(
        "non-repeatable-read",
        new Counterexample(
            summary,
            explained.members(members),
            List.of(
                explained.readsFrom(transactions.readFrom(first), reader, first),
                explained.readsFrom(transactions.readFrom(second), reader, second))));
  }

  /** Transactions of which no order explains all reads, though no single cycle shows it. */
  static Anomaly noOrder(String kind, String level, Transactions transactions, CommitGraph graph) {
    Explained explained = new Explained(transactions);
    TreeSet<Integer> members = new TreeSet<>();
    for (int node = 1; node < transactions.size(); node++) {
      members.add(node);
    }
    List<Relation> relations = new ArrayList<>();
    for (int edge = 0; edge < graph.edges(); edge++) {
      if (members.contains(graph.from(edge)) && members.contains(graph.to(edge))) {
        relations.add(explained.relation(graph, edge));
      }
    }
    String summary =
        String.format(
            Locale.ROOT,
            "No order of these %d transactions fits %s: whichever of two writes to a key is taken to"
                + " be the later, some read contradicts it.",
            members.size(),
            level);
    return new Anomaly(
        kind,
        new Counterexample(
            summary,
            explained.members(members),
            relations.stream().distinct().limit(MOST_RELATIONS).toList()));
  }

  private List<Member> members(SortedSet<Integer> nodes) {
    List<Member> members = new ArrayList<>();
    for (int node : nodes) {
      members.add(
          node == Transactions.INITIAL
              ? new Member(
                  "initial",
                  "",
                  "what the keys held at first",
                  "ok",
                  0,
                  History.ALWAYS,
                  History.NEVER)
              : ReadAnomalies.member(history, transactions.source(node)));
    }
    return members;
  }

  private Relation relation(CommitGraph graph, int edge) {
    int from = graph.from(edge);
    int to = graph.to(edge);
    int witness = graph.witness(edge);
    String a = transactions.name(from);
    String b = transactions.name(to);
    return switch (graph.kind(edge)) {
      case SESSION ->
          new Relation(
              a,
              b,
              "session",
              "",
              from == Transactions.INITIAL
                  ? "the initial values were there before " + b
                  : b + " came after " + a + " in its session");
      case REAL_TIME ->
          new Relation(a, b, "real-time", "", a + " had ended before " + b + " began");
      case WR -> readsFrom(from, to, witness);
      case WW ->
          new Relation(
              a,
              b,
              "ww",
              history.keyText(witness),
              b + " wrote key " + history.keyText(witness) + " after " + a);
      case RW ->
          new Relation(
              a,
              b,
              "rw",
              key(witness),
              a + " saw " + read(witness) + ", a version of the key that " + b + " replaced");
      case FORCED -> {
        String reader = transactions.name(transactions.readerOf(witness));
        yield new Relation(
            a,
            b,
            "co",
            key(witness),
            reader
                + " could see "
                + a
                + ", which wrote key "
                + key(witness)
                + ", and yet saw "
                + b
                + "'s version ("
                + read(witness)
                + "), so that one is the later");
      }
    };
  }

  private Relation readsFrom(int writer, int reader, int read) {
    return new Relation(
        transactions.name(writer),
        transactions.name(reader),
        "wr",
        key(read),
        transactions.name(reader)
            + " saw "
            + read(read)
            + (writer == Transactions.INITIAL
                ? ", the initial value"
                : ", which " + transactions.name(writer) + " wrote"));
  }

  private String key(int read) {
    return history.keyText(transactions.readKey(read));
  }

  /** A read as a person writes it. */
  private String read(int read) {
    return history.text(transactions.readOperation(read));
  }
}
