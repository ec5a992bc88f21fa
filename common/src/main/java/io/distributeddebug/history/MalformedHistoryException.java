package io.distributeddebug.history;

/** A source is not what its format says; the message gives the place and the reason on one line. */
public final class MalformedHistoryException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedHistoryException(String message) {
    super(message);
  }

  static MalformedHistoryException atLine(long line, String why) {
    return new MalformedHistoryException("line " + line + ": " + why);
  }

  static MalformedHistoryException atByte(String part, long offset, String why) {
    return new MalformedHistoryException(
        (part.isEmpty() ? "" : part + ", ") + "byte " + offset + ": " + why);
  }
}
