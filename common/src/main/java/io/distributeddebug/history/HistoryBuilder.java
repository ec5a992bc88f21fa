package io.distributeddebug.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a history in, transaction by transaction: {@link #begin}, its operations, {@link #end}.
 * Afterwards the columns belong to the {@link History}.
 */
public final class HistoryBuilder {
  private static final int[] EMPTY = {};

  final Dictionary keys = new Dictionary();
  final Dictionary values = new Dictionary();
  final Dictionary sessions = new Dictionary();
  final List<int[]> lists = new ArrayList<>();

  boolean quoted;
  int transactions;
  int[] first = new int[16];
  int[] session = new int[16];
  Outcome[] outcome = new Outcome[16];
  long[] invoked = new long[16];
  long[] completed = new long[16];
  long[] line = new long[16];
  String[] name = new String[16];

  int operations;
  OperationKind[] kind = new OperationKind[16];
  int[] transactionOf = new int[16];
  int[] key = new int[16];
  int[] value = new int[16];
  int[] expected = new int[16];

  /**
   * @param nil how the value of an unwritten key is shown, such as {@code nil}
   */
  public HistoryBuilder(String nil) {
    values.number(nil);
  }

  /** Values are texts: they are shown in quotes. */
  public HistoryBuilder quoted() {
    quoted = true;
    return this;
  }

  public int key(String text) {
    return keys.number(text);
  }

  public int value(String text) {
    return values.number(text);
  }

  public int session(String text) {
    return sessions.number(text);
  }

  /** Opens a transaction of a session that has no known times. */
  public void begin(int inSession) {
    if (transactions == first.length) {
      int capacity = transactions * 2;
      first = Arrays.copyOf(first, capacity);
      session = Arrays.copyOf(session, capacity);
      outcome = Arrays.copyOf(outcome, capacity);
      invoked = Arrays.copyOf(invoked, capacity);
      completed = Arrays.copyOf(completed, capacity);
      line = Arrays.copyOf(line, capacity);
      name = Arrays.copyOf(name, capacity);
    }
    first[transactions] = operations;
    session[transactions] = inSession;
    invoked[transactions] = History.ALWAYS;
    completed[transactions] = History.NEVER;
  }

  public void begin(int inSession, long invokedAt, long completedAt) {
    begin(inSession);
    invoked[transactions] = invokedAt;
    completed[transactions] = completedAt;
  }

  public void read(int ofKey, int found) {
    operation(OperationKind.READ, ofKey, found, History.NIL);
  }

  public void write(int ofKey, int written) {
    operation(OperationKind.WRITE, ofKey, written, History.NIL);
  }

  public void append(int ofKey, int appended) {
    operation(OperationKind.APPEND, ofKey, appended, History.NIL);
  }

  public void cas(int ofKey, int expecting, int written) {
    operation(OperationKind.CAS, ofKey, written, expecting);
  }

  public void readList(int ofKey, int... found) {
    lists.add(found.length == 0 ? EMPTY : found.clone());
    operation(OperationKind.READ_LIST, ofKey, lists.size() - 1, History.NIL);
  }

  /** Puts an element into a set, or adds a number to a counter. */
  public void add(int ofKey, int added) {
    operation(OperationKind.ADD, ofKey, added, History.NIL);
  }

  public void remove(int ofKey, int removed) {
    operation(OperationKind.REMOVE, ofKey, removed, History.NIL);
  }

  public void enqueue(int ofKey, int element) {
    operation(OperationKind.ENQUEUE, ofKey, element, History.NIL);
  }

  /**
   * Takes the first element of a queue.
   *
   * @param element {@link History#NIL}: the queue was empty, or nobody knows how it ended
   */
  public void dequeue(int ofKey, int element) {
    operation(OperationKind.DEQUEUE, ofKey, element, History.NIL);
  }

  public void acquire(int ofKey, int owner) {
    operation(OperationKind.ACQUIRE, ofKey, owner, History.NIL);
  }

  public void release(int ofKey, int owner) {
    operation(OperationKind.RELEASE, ofKey, owner, History.NIL);
  }

  /** Closes the open transaction. */
  public void end(Outcome how, String called, long onLine) {
    outcome[transactions] = how;
    name[transactions] = called;
    line[transactions] = onLine;
    transactions++;
  }

  /** The history, whose transactions all know when they were invoked and completed. */
  public History timed() {
    return new History(this, true);
  }

  /** The history, of which only the order inside each session is known. */
  public History untimed() {
    return new History(this, false);
  }

  private void operation(OperationKind what, int ofKey, int argument, int expecting) {
    if (operations == kind.length) {
      int capacity = operations * 2;
      kind = Arrays.copyOf(kind, capacity);
      transactionOf = Arrays.copyOf(transactionOf, capacity);
      key = Arrays.copyOf(key, capacity);
      value = Arrays.copyOf(value, capacity);
      expected = Arrays.copyOf(expected, capacity);
    }
    kind[operations] = what;
    transactionOf[operations] = transactions;
    key[operations] = ofKey;
    value[operations] = argument;
    expected[operations] = expecting;
    operations++;
  }
}
