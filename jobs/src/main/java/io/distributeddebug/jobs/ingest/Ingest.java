package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.StoreErrors;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/**
 * Takes archives into the lake: every record is stored, a duplicate of one that is, or a reject.
 */
public final class Ingest {
  private final Lake lake;
  private final IngestSettings settings;
  private final Progress progress;
  private final ReaderSettings reading;
  private final ArchiveListing listing;
  private final BatchLedger ledger;
  private final TreeMap<String, IngestBalance.Format> formats = new TreeMap<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  private Ingest(Lake lake, IngestSettings settings, ArchiveListing listing, Progress progress) {
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
    this.reading = ReaderSettings.of(settings);
    this.listing = listing;
    this.ledger = new BatchLedger(lake);
  }

  /**
   * Takes in all files that the archives name and the lake does not have, after what an earlier run
   * left half done.
   *
   * @throws UserError for archives that are not there, too many rejects, a full disk, ...
   */
  public static IngestBalance run(Lake lake, IngestSettings settings, Progress progress) {
    return run(() -> lake, lake.configuration(), settings, progress);
  }

  /**
   * As {@link #run(Lake, IngestSettings, Progress)}; the lake is not asked for before the archives
   * have been found.
   *
   * @param configuration Hadoop's settings for reaching the archives
   */
  public static IngestBalance run(
      Supplier<Lake> lakeOrNew,
      Configuration configuration,
      IngestSettings settings,
      Progress progress) {
    ArchiveListing listing = list(settings, configuration, progress);
    Lake lake = lakeOrNew.get();
    try {
      return new Ingest(lake, settings, listing, progress).run();
    } catch (UserError told) {
      throw told;
    } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
      throw explain(lake, failure);
    }
  }

  private static ArchiveListing list(
      IngestSettings settings, Configuration configuration, Progress progress) {
    progress.stage("listing archives");
    ArchiveListing listing =
        ArchiveListing.of(settings.archives(), settings.times(), configuration);
    if (listing.leftOut() > 0) {
      progress.note(
          listing.leftOut() + " files and folders of other times than needed are left out");
    }
    if (listing.files().isEmpty() && listing.leftOut() > 0) {
      throw UserError.usage(
          "Cannot find data of the time in question in archive "
              + String.join(", ", settings.archives())
              + ": its folders are all of other times",
          "check --at; a wider --time-window looks further");
    }
    if (listing.files().isEmpty()) {
      throw UserError.usage(
          "Cannot read archive " + String.join(", ", settings.archives()) + ": no file in it",
          "name a folder or file with spans, logs or metrics");
    }
    return listing;
  }

  private IngestBalance run() {
    skipped.addAll(listing.skipped());
    String readAs = reading.fingerprint();
    for (PlannedBatch left : ledger.read().pending()) {
      if (!left.readAs().equals(readAs)) {
        throw UserError.failed(
            "Cannot ingest: an earlier run with other formats or mappings was stopped half-way",
            "run it again first with the same --format and --mapping as then");
      }
      progress.note("Going on with " + left.files().size() + " files of a run that was stopped");
      take(left);
    }
    BatchLedger.State state = ledger.read();
    int known = (int) listing.files().stream().filter(file -> !state.needs(file, readAs)).count();
    Optional<PlannedBatch> batch = ledger.plan(listing.files(), readAs);
    if (batch.isPresent()) {
      Failpoint.BATCH_PLANNED.reached();
      take(batch.get());
    }
    long end = last == Long.MAX_VALUE ? last : last + 1;
    Optional<Window> window = first < end ? Optional.of(new Window(first, end)) : Optional.empty();
    return new IngestBalance(formats, known, skipped, window);
  }

  private void take(PlannedBatch batch) {
    progress.stage("reading " + batch.files().size() + " files");
    BatchRun run = new BatchRun(lake, batch, reading);
    BatchRun.Read read = run.read();
    Failpoint.FILES_READ.reached();
    if (read.rejects() > settings.maxRejectRatio() * read.records()) {
      ledger.withdraw(batch);
      throw tooManyRejects(read);
    }
    progress.stage("storing " + (read.records() - read.rejects()) + " records");
    Map<String, Long> stored = run.commit(read);
    Failpoint.BEFORE_BATCH_DONE.reached();
    List<Row> rows = new ArrayList<>();
    for (FileTally tally : read.files()) {
      long kept = stored.getOrDefault(tally.file().uri(), 0L);
      long duplicates = tally.records() - tally.rejects() - kept;
      rows.add(BatchLedger.row(batch, tally, kept, duplicates));
      count(tally, kept, duplicates);
    }
    ledger.finish(batch, rows);
    Failpoint.BATCH_DONE.reached();
  }

  private void count(FileTally tally, long stored, long duplicates) {
    if (!tally.skippedReason().isEmpty()) {
      skipped.add(new SkippedFile(tally.file().uri(), tally.skippedReason()));
      return;
    }
    skipped.addAll(tally.skippedEntries());
    formats.merge(
        tally.format(),
        new IngestBalance.Format(1, tally.records(), stored, duplicates, tally.rejects()),
        IngestBalance.Format::plus);
    if (stored > 0) {
      first = Math.min(first, tally.first());
      last = Math.max(last, tally.last());
    }
  }

  private UserError tooManyRejects(BatchRun.Read read) {
    FileTally worst =
        read.files().stream()
            .max(java.util.Comparator.comparingLong(FileTally::rejects))
            .orElseThrow();
    return UserError.failed(
        String.format(
            Locale.ROOT,
            "Cannot ingest %s: %d of %d records cannot be read, above --max-reject-ratio=%s; most"
                + " are in %s: %s",
            String.join(", ", settings.archives()),
            read.rejects(),
            read.records(),
            settings.maxRejectRatio(),
            worst.file().uri(),
            worst.firstReason()),
        "ingest --explain FILE shows why; nothing was stored");
  }

  private static RuntimeException explain(Lake lake, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError told) {
        return told;
      }
      if (cause instanceof IOException
          || String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return StoreErrors.explain("ingest into", lake.shown(), cause);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
