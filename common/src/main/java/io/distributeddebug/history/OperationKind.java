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
  /** Returns the value as the list of what was appended to it. */
  READ_LIST("read");

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
