package io.distributeddebug.query;

/** A query that cannot be read, and where. */
public final class QuerySyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN_BEFORE = 60;
  private static final int SHOWN_AFTER = 30;

  private final String query;
  private final int position;

  /**
   * Of a query.
   *
   * @param position of the first character that does not fit, from 0; the length for the end
   */
  QuerySyntaxException(String query, int position, String message) {
    super(message);
    this.query = query;
    this.position = position;
  }

  /** From 0, in UTF-16 units. */
  public int position() {
    return position;
  }

  /** The query around the position, and a line below that points at it. */
  public String pointer() {
    int from = position <= SHOWN_BEFORE ? 0 : position - SHOWN_BEFORE;
    int to = Math.min(query.length(), position + SHOWN_AFTER);
    String shown = query.substring(from, to).replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
    String before = from > 0 ? "…" : "";
    return before
        + shown
        + (to < query.length() ? "…" : "")
        + "\n"
        + " ".repeat(before.length() + position - from)
        + "^";
  }
}
