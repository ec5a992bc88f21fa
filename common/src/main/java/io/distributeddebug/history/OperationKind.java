package io.distributeddebug.history;

/** What one operation asks of one key. */
public enum OperationKind {
  /** Returns the whole value. */
  READ("read"),
  /** Sets the value, whatever it was. */
  WRITE("write"),
  /** Sets the value if it is the expected one; fails otherwise. */
  CAS("cas"),
  /** Puts an element, or text, at the end of the value. */
  APPEND("append"),
  /** Returns the elements of the value: a list in the order of appends, or a set. */
  READ_LIST("read"),
  /** Puts an element into a set, or adds a number to a counter. */
  ADD("add"),
  /** Takes an element out of a set, if it is there. */
  REMOVE("remove"),
  /** Puts an element at the end of a queue. */
  ENQUEUE("enqueue"),
  /** Takes the first element of a queue; {@link History#NIL}: it found none. */
  DEQUEUE("dequeue"),
  /** Takes a lock that nobody holds; its value is the owner. */
  ACQUIRE("acquire"),
  /** Gives a lock back that the owner, its value, holds. */
  RELEASE("release");

  private final String word;

  OperationKind(String word) {
    this.word = word;
  }

  /** Reads leave the value as it is, whatever their outcome. */
  public boolean isRead() {
    return this == READ || this == READ_LIST;
  }

  @Override
  public String toString() {
    return word;
  }
}
