package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.BYTES;
import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;

/** Which files were taken, in which batch: planned first, then done. Append only. */
public final class IngestedFiles {
  public static final Field STATE = Field.text("state", "planned or done");
  public static final Field ETAG =
      Field.text("etag", "ETag of the object, locally a hash of the content");
  public static final Field SIZE_BYTES = Field.whole("size_bytes", BYTES, "Size of the file");
  public static final Field FORMAT = Field.text("format", "Format it was read as");
  public static final Field RECORDS = Field.whole("records", COUNT, "Records found in it");
  public static final Field STORED = Field.whole("stored", COUNT, "Rows stored from it");
  public static final Field DUPLICATES =
      Field.whole("duplicates", COUNT, "Records that the lake already had");
  public static final Field REJECTED = Field.whole("rejected", COUNT, "Records in rejects");
  public static final Field SKIPPED_REASON =
      Field.text("skipped_reason", "Why the whole file was passed over; empty if it was read");

  public static final Table TABLE =
      Table.named(
              "ingested_files",
              "Files taken from archives, with the balance of each",
              Spans.FILE,
              ETAG,
              SIZE_BYTES,
              Spans.BATCH_ID.mayVary(),
              STATE,
              FORMAT,
              RECORDS,
              STORED,
              DUPLICATES,
              REJECTED,
              SKIPPED_REASON)
          .keyedBy(Spans.FILE, ETAG, STATE);

  private IngestedFiles() {}
}
