package io.distributeddebug.jobs.lake;

/** What could not be read: nothing of an archive vanishes. */
public final class Rejects {
  public static final Field SIGNAL = Field.text("signal", "record or file: how much was lost");
  public static final Field POSITION_TEXT =
      Field.text("position", "Where in the file: line, record or byte");
  public static final Field REASON = Field.text("reason", "Why it was not stored");
  public static final Field TEXT = Field.text("text", "The record, cut and redacted");

  public static final Table TABLE =
      Table.named(
              "rejects",
              "Records and files that could not be stored, and why",
              Spans.FILE,
              POSITION_TEXT,
              SIGNAL,
              REASON,
              TEXT,
              Spans.BATCH_ID.mayVary())
          .keyedBy(Spans.FILE, POSITION_TEXT, REASON);

  private Rejects() {}
}
