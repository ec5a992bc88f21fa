package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Anomaly;
import io.distributeddebug.consistency.Counterexample;
import io.distributeddebug.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lost updates: two committed transactions read the same version of a key and both replaced it, so
 * that one of them did not know of the other's write. Ruled out by snapshot isolation and above.
 *
 * <p>Missing operations: only make fewer of them known.
 */
final class LostUpdates {
  private static final int MOST = 20;

  private LostUpdates() {}

  static List<Anomaly> in(Transactions transactions) {
    List<Anomaly> found = new ArrayList<>();
    ReadCheck check = new ReadCheck(transactions.history());
    ReadModifyWrites updates = new ReadModifyWrites(transactions);
    for (int r = 0; r < transactions.reads() && found.size() < MOST; r++) {
      int other = updates.next(r);
      if (other >= 0
          && transactions.readerOf(other) != transactions.readerOf(r)
          && check.lostUpdate(transactions.readOperation(other), transactions.readOperation(r))) {
        found.add(explained(transactions, other, r));
      }
    }
    return found;
  }

  private static Anomaly explained(Transactions transactions, int first, int second) {
    History history = transactions.history();
    int a = transactions.readerOf(first);
    int b = transactions.readerOf(second);
    String key = history.keyText(transactions.readKey(first));
    String read = history.text(transactions.readOperation(first));
    String summary =
        String.format(
            Locale.ROOT,
            "%s and %s both saw %s, and both wrote key %s: the first of the two updates is lost.",
            transactions.name(a),
            transactions.name(b),
            read,
            key);
    Counterexample counterexample =
        new Counterexample(
            summary,
            List.of(
                ReadAnomalies.member(history, transactions.source(a)),
                ReadAnomalies.member(history, transactions.source(b))),
            List.of(missed(transactions, a, b, key, read), missed(transactions, b, a, key, read)));
    return new Anomaly("lost-update", counterexample);
  }

  private static Counterexample.Relation missed(
      Transactions transactions, int reader, int writer, String key, String read) {
    return new Counterexample.Relation(
        transactions.name(reader),
        transactions.name(writer),
        "rw",
        key,
        transactions.name(reader)
            + " saw "
            + read
            + ", without the write of "
            + transactions.name(writer));
  }
}
