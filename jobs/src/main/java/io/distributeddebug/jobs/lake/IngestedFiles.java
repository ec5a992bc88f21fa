package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.BYTES;
import static io.distributeddebug.jobs.lake.ColumnUnit.COUNT;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

import io.distributeddebug.telemetry.Window;
import java.util.Optional;

/** Which files were taken, in which batch: planned first, then done. Append only. */
public final class IngestedFiles {
  public static final String PLANNED = "planned";
  public static final String DONE = "done";
  public static final String WITHDRAWN = "withdrawn";

  /** In place of a format: the file could not be had whole, and is not in. */
  public static final String LOST = "lost";

  public static final Field STATE = Field.text("state", "planned, then done or withdrawn");
  public static final Field ETAG =
      Field.text("etag", "ETag of the object, locally a hash of the content");
  public static final Field SIZE_BYTES = Field.whole("size_bytes", BYTES, "Size of the file");
  public static final Field FIRST_UNIX_NANOS =
      Field.whole("first_unix_nanos", UNIX_NANOS, "Earliest time in it; null if none");
  public static final Field LAST_UNIX_NANOS =
      Field.whole("last_unix_nanos", UNIX_NANOS, "Latest time in it; null if none");
  public static final Field FORMAT =
      Field.text(
          "format",
          "Format it was read as; planned or skipped: those that were tried; lost: it could not be"
              + " had whole, and the next run takes it again");
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
              FIRST_UNIX_NANOS,
              LAST_UNIX_NANOS,
              FORMAT,
              RECORDS,
              STORED,
              DUPLICATES,
              REJECTED,
              SKIPPED_REASON)
          .keyedBy(Spans.FILE, ETAG, Spans.BATCH_ID.mayVary(), STATE);

  /** The batch whose done rows this file holds; each state of a batch is a file of its own. */
  static Optional<Batch> batchDone(DataFile file) {
    String batch = file.leastText().getOrDefault(Spans.BATCH_ID.name(), "");
    if (batch.isEmpty()
        || !file.holdsOnly(Spans.BATCH_ID.name(), batch)
        || !file.holdsOnly(STATE.name(), DONE)) {
      return Optional.empty();
    }
    long last = file.greatest().getOrDefault(LAST_UNIX_NANOS.name(), 0L);
    long first = Math.min(last, file.least().getOrDefault(FIRST_UNIX_NANOS.name(), 0L));
    return Optional.of(new Batch(batch, new Window(first, last)));
  }

  private IngestedFiles() {}
}
