package io.distributeddebug.history;

/**
 * What clients asked of a store and what it answered: transactions of one or more operations, in
 * the order of their first line in the source. Keys, values and sessions are dense numbers; their
 * texts stand in dictionaries beside the columns.
 *
 * <pre>
 *   transaction 0 (session 0, ok)        transaction 1 (session 1, unknown)
 *     write x 1   append y 2               cas x 1 -> 3
 *     op 0        op 1                     op 2
 * </pre>
 *
 * Times are positions in the source, which is written in real-time order: what completed on an
 * earlier line than another was invoked came before it. Files without such an order (sessions one
 * after the other) have no times, see {@link #isTimed()}.
 */
public final class History {
  /** The value of a key that nobody has written yet. */
  public static final int NIL = 0;

  /** Invoked before the source begins. */
  public static final long ALWAYS = Long.MIN_VALUE;

  /** Never known to be completed. */
  public static final long NEVER = Long.MAX_VALUE;

  private final HistoryBuilder columns;
  private final boolean timed;

  History(HistoryBuilder columns, boolean timed) {
    this.columns = columns;
    this.timed = timed;
  }

  /** Whether invocation and completion are known, and not only the order inside each session. */
  public boolean isTimed() {
    return timed;
  }

  public int transactions() {
    return columns.transactions;
  }

  public int operations() {
    return columns.operations;
  }

  public int keys() {
    return columns.keys.size();
  }

  /** How many values there are, {@link #NIL} among them. */
  public int values() {
    return columns.values.size();
  }

  public int sessions() {
    return columns.sessions.size();
  }

  /** The first operation of a transaction. */
  public int first(int transaction) {
    return columns.first[transaction];
  }

  /** Just behind the last operation of a transaction. */
  public int end(int transaction) {
    return transaction + 1 < columns.transactions
        ? columns.first[transaction + 1]
        : columns.operations;
  }

  public int session(int transaction) {
    return columns.session[transaction];
  }

  public Outcome outcome(int transaction) {
    return columns.outcome[transaction];
  }

  public long invoked(int transaction) {
    return columns.invoked[transaction];
  }

  public long completed(int transaction) {
    return columns.completed[transaction];
  }

  /** The line, or record, of the source on which the transaction ends; 1 is the first. */
  public long line(int transaction) {
    return columns.line[transaction];
  }

  /** How the transaction is called in what a person reads, such as {@code T12}. */
  public String name(int transaction) {
    return columns.name[transaction];
  }

  public int transaction(int operation) {
    return columns.transactionOf[operation];
  }

  public OperationKind kind(int operation) {
    return columns.kind[operation];
  }

  public int key(int operation) {
    return columns.key[operation];
  }

  /** What was read, written or appended. Of {@link OperationKind#READ_LIST} see {@link #list}. */
  public int value(int operation) {
    return columns.value[operation];
  }

  /** What a compare-and-set expected to find. */
  public int expected(int operation) {
    return columns.expected[operation];
  }

  /** The elements that a list read returned, the oldest first. Not to be changed. */
  public int[] list(int operation) {
    return listOf(columns.value[operation]);
  }

  /** The elements behind the {@link #value} of a list read. Not to be changed. */
  public int[] listOf(int value) {
    return columns.lists.get(value);
  }

  public String keyText(int key) {
    return columns.keys.text(key);
  }

  public String valueText(int value) {
    return columns.values.text(value);
  }

  public String sessionText(int session) {
    return columns.sessions.text(session);
  }

  /** An operation as a person writes it, such as {@code cas x 1 -> 3}. */
  public String text(int operation) {
    StringBuilder text = new StringBuilder(kind(operation).toString());
    String key = keyText(key(operation));
    if (!key.isEmpty()) {
      text.append(' ').append(key);
    }
    if (kind(operation) == OperationKind.CAS) {
      text.append(' ').append(shown(expected(operation))).append(" ->");
    }
    text.append(' ');
    if (kind(operation) == OperationKind.READ_LIST) {
      StringBuilder elements = new StringBuilder("[");
      for (int element : list(operation)) {
        elements.append(elements.length() > 1 ? " " : "").append(shown(element));
      }
      return text.append(elements).append(']').toString();
    }
    return text.append(shown(value(operation))).toString();
  }

  private String shown(int value) {
    return columns.quoted ? '"' + valueText(value) + '"' : valueText(value);
  }
}
