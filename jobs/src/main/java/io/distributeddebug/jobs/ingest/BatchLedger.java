package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.TableLog;
import io.distributeddebug.jobs.lake.TableVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Which files are planned and which are in, as {@code ingested_files} tells. A plan is made on one
 * version of that table: of two planners one is refused, reads again, and leaves out what the other
 * has planned.
 */
final class BatchLedger {
  private static final int MOST_TRIES = 50;

  private final Lake lake;
  private final TableLog log;

  BatchLedger(Lake lake) {
    this.lake = lake;
    this.log = lake.log(IngestedFiles.TABLE);
  }

  /**
   * What the ledger says.
   *
   * @param pending batches that some run planned and none has finished
   * @param taken files that are in, each with the fingerprint of the formats that skipped it, empty
   *     where it was read
   */
  record State(TableVersion base, List<PlannedBatch> pending, Map<ArchiveFile, String> taken) {
    boolean needs(ArchiveFile file, String readAs) {
      String skippedBy = taken.get(file);
      return skippedBy == null || !(skippedBy.isEmpty() || skippedBy.equals(readAs));
    }
  }

  State read() {
    TableVersion base = log.latestOrNew();
    Map<String, List<ArchiveFile>> planned = new LinkedHashMap<>();
    Map<String, String> readAs = new HashMap<>();
    Map<ArchiveFile, String> taken = new HashMap<>();
    List<String> closed = new ArrayList<>();
    for (Row row : lake.rows(IngestedFiles.TABLE, base.files())) {
      ArchiveFile file = new ArchiveFile(row.getString(0), row.getLong(2), row.getString(1));
      String batch = row.getString(3);
      switch (row.getString(4)) {
        case IngestedFiles.PLANNED -> {
          planned.computeIfAbsent(batch, id -> new ArrayList<>()).add(file);
          readAs.put(batch, row.getString(7));
        }
        case IngestedFiles.DONE -> {
          closed.add(batch);
          boolean skipped = !row.getString(12).isEmpty();
          if (!IngestedFiles.LOST.equals(row.getString(7))) {
            taken.merge(file, skipped ? row.getString(7) : "", BatchLedger::read);
          }
        }
        default -> closed.add(batch);
      }
    }
    planned.keySet().removeAll(closed);
    List<PlannedBatch> pending =
        planned.entrySet().stream()
            .map(
                batch ->
                    new PlannedBatch(batch.getKey(), batch.getValue(), readAs.get(batch.getKey())))
            .sorted(Comparator.comparing(PlannedBatch::id))
            .toList();
    return new State(base, pending, taken);
  }

  /** A file that one run skipped and another read is in. */
  private static String read(String one, String other) {
    return one.isEmpty() ? one : other;
  }

  /**
   * Plans those of the files that are neither in nor planned by somebody else.
   *
   * @return empty where none is left
   */
  Optional<PlannedBatch> plan(List<ArchiveFile> files, String readAs) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      State state = read();
      List<ArchiveFile> left =
          files.stream()
              .filter(file -> state.needs(file, readAs))
              .filter(file -> state.pending().stream().noneMatch(b -> b.files().contains(file)))
              .toList();
      if (left.isEmpty()) {
        return Optional.empty();
      }
      PlannedBatch batch = new PlannedBatch(id(left, state.base().version()), left, readAs);
      if (commit(state.base(), rows(batch, IngestedFiles.PLANNED)) == TableLog.Outcome.COMMITTED) {
        return Optional.of(batch);
      }
    }
    throw contested();
  }

  /** Closes a batch with what became of its files; a batch that is closed stays as it is. */
  void finish(PlannedBatch batch, List<Row> rows) {
    close(batch, state -> rows);
  }

  /** Closes a batch that stores nothing: its files may be planned again. */
  void withdraw(PlannedBatch batch) {
    close(batch, state -> rows(batch, IngestedFiles.WITHDRAWN));
  }

  private void close(PlannedBatch batch, Function<State, List<Row>> rows) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      State state = read();
      if (state.pending().stream().noneMatch(pending -> pending.id().equals(batch.id()))
          || commit(state.base(), rows.apply(state)) == TableLog.Outcome.COMMITTED) {
        return;
      }
    }
    throw contested();
  }

  static Row row(PlannedBatch batch, FileTally tally, long stored, long duplicates) {
    boolean skipped = !tally.skippedReason().isEmpty();
    boolean empty = tally.last() < tally.first();
    return RowFactory.create(
        tally.file().uri(),
        tally.file().tag(),
        tally.file().bytes(),
        batch.id(),
        IngestedFiles.DONE,
        empty ? null : tally.first(),
        empty ? null : tally.last(),
        skipped ? batch.readAs() : tally.format(),
        tally.records(),
        stored,
        duplicates,
        tally.rejects(),
        tally.skippedReason());
  }

  private static List<Row> rows(PlannedBatch batch, String state) {
    return batch.files().stream()
        .map(
            file ->
                RowFactory.create(
                    file.uri(),
                    file.tag(),
                    file.bytes(),
                    batch.id(),
                    state,
                    null,
                    null,
                    batch.readAs(),
                    0L,
                    0L,
                    0L,
                    0L,
                    ""))
        .toList();
  }

  private TableLog.Outcome commit(TableVersion base, List<Row> rows) {
    DataFile file = lake.write(IngestedFiles.TABLE, "f", rows);
    return log.commit(base, List.of(file), List.of(), Optional.empty());
  }

  private static String id(List<ArchiveFile> files, long version) {
    ContentHash hash = new ContentHash("batch").add(version);
    files.forEach(file -> hash.add(file.uri()).add(file.tag()).add(file.bytes()));
    return "b" + HexFormat.of().toHexDigits(hash.value());
  }

  private static UserError contested() {
    return UserError.failed(
        "Cannot ingest: other runs keep planning batches of this lake",
        "run again when they have ended");
  }
}
