package io.distributeddebug.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reads and writes of one transaction, where those of several are mixed in a source. */
final class TransactionDraft {
  private record Access(boolean write, String key, String value) {}

  private final String session;
  private final String name;
  private final List<Access> accesses = new ArrayList<>();
  private Outcome outcome = Outcome.OK;
  private long line;

  TransactionDraft(String session, String name) {
    this.session = session;
    this.name = name;
  }

  void read(String key, String value, long onLine) {
    accesses.add(new Access(false, key, value));
    line = onLine;
  }

  void write(String key, String value, long onLine) {
    accesses.add(new Access(true, key, value));
    line = onLine;
  }

  void failed() {
    outcome = Outcome.FAIL;
  }

  /**
   * The history of these transactions, those of a session in their order.
   *
   * @param initial the value that stands for "nobody has written this key yet"
   */
  static History history(Iterable<TransactionDraft> drafts, String initial) {
    HistoryBuilder builder = new HistoryBuilder(initial);
    Map<String, List<TransactionDraft>> sessions = new LinkedHashMap<>();
    drafts.forEach(
        draft -> sessions.computeIfAbsent(draft.session, none -> new ArrayList<>()).add(draft));
    sessions.values().forEach(session -> session.forEach(draft -> draft.write(builder)));
    return builder.untimed();
  }

  private void write(HistoryBuilder builder) {
    builder.begin(builder.session(session));
    for (Access access : accesses) {
      int key = builder.key(access.key());
      int value = builder.value(access.value());
      if (access.write()) {
        builder.write(key, value);
      } else if (outcome == Outcome.OK) {
        builder.read(key, value);
      }
    }
    builder.end(outcome, name, line);
  }
}
