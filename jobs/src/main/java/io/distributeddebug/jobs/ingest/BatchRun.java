package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.fault.Failpoint;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.Changes;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Resources;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableLog;
import io.distributeddebug.jobs.lake.TableVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/** One batch on its way into the tables, once or again after a crash. */
final class BatchRun {
  private static final List<Table> SIGNALS =
      List.of(Spans.TABLE, Logs.TABLE, Metrics.TABLE, Changes.TABLE);
  private static final long TASK_BYTES = 64L << 20;
  private static final long IDENTITIES_UP_TO_BYTES = 256L << 20;
  private static final int MOST_TRIES = 50;

  private final Lake lake;
  private final PlannedBatch batch;
  private final ReaderSettings reading;

  BatchRun(Lake lake, PlannedBatch batch, ReaderSettings reading) {
    this.lake = lake;
    this.batch = batch;
    this.reading = reading;
  }

  /** What is read, before any of it is committed. */
  record Read(
      List<FileTally> files,
      Map<String, List<DataFile>> written,
      TreeMap<String, Object[]> resources,
      Map<String, long[]> identities) {
    long rejects() {
      return files.stream().mapToLong(FileTally::rejects).sum();
    }

    long records() {
      return files.stream().mapToLong(FileTally::records).sum();
    }
  }

  Read read() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(lake.spark().sparkContext());
    List<List<ArchiveFile>> groups = groups(spark.defaultParallelism());
    boolean small =
        batch.files().stream().mapToLong(ArchiveFile::bytes).sum() <= IDENTITIES_UP_TO_BYTES;
    ReadFiles task =
        new ReadFiles(
            lake.location(),
            batch.id(),
            reading,
            small,
            SerializableConfiguration.broadcast(spark.sc(), lake.configuration()));
    List<TaskResult> results = spark.parallelize(groups, groups.size()).map(task).collect();
    List<FileTally> files = new ArrayList<>();
    Map<String, List<DataFile>> written = new HashMap<>();
    TreeMap<String, Object[]> resources = new TreeMap<>();
    Map<String, LongList> identities = new HashMap<>();
    for (TaskResult result : results) {
      files.addAll(result.files());
      result
          .written()
          .forEach((t, list) -> written.computeIfAbsent(t, x -> new ArrayList<>()).addAll(list));
      resources.putAll(result.resources());
      result
          .identities()
          .forEach(
              (t, hashes) -> identities.computeIfAbsent(t, x -> new LongList()).addAll(hashes));
    }
    files.sort(Comparator.comparing(tally -> tally.file().uri()));
    Map<String, long[]> allIdentities = new HashMap<>();
    if (small) {
      identities.forEach((t, hashes) -> allIdentities.put(t, hashes.toArray()));
    }
    return new Read(files, written, resources, allIdentities);
  }

  /** Commits what was read, table by table; tells how many rows each archive file stored. */
  Map<String, Long> commit(Read read) {
    Map<String, Long> stored = new HashMap<>();
    Failpoint[] reached = {
      Failpoint.SPANS_COMMITTED,
      Failpoint.LOGS_COMMITTED,
      Failpoint.METRICS_COMMITTED,
      Failpoint.CHANGES_COMMITTED
    };
    for (int i = 0; i < reached.length; i++) {
      commitSignal(SIGNALS.get(i), read)
          .forEach((file, rows) -> stored.merge(file, rows, Long::sum));
      reached[i].reached();
    }
    if (!read.resources().isEmpty()) {
      List<Row> rows = read.resources().values().stream().map(RowFactory::create).toList();
      append(Resources.TABLE, List.of(lake.write(Resources.TABLE, batch.id() + "-", rows)));
    }
    Failpoint.RESOURCES_COMMITTED.reached();
    append(Rejects.TABLE, read.written().getOrDefault(Rejects.TABLE.name(), List.of()));
    Failpoint.REJECTS_COMMITTED.reached();
    return stored;
  }

  private Map<String, Long> commitSignal(Table table, Read read) {
    List<DataFile> fresh = read.written().getOrDefault(table.name(), List.of());
    if (fresh.isEmpty()) {
      return Map.of();
    }
    long[] identities = read.identities().get(table.name());
    boolean repeatsAmongFresh = identities == null || Repeats.among(identities);
    TableLog log = lake.log(table);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      TableVersion base = log.latestOrNew();
      if (base.transactionVersion(batch.id()).isPresent()) {
        return storedBefore(table, base);
      }
      List<DataFile> there = overlapping(table, base, fresh);
      Repeats.Outcome left =
          there.isEmpty() && !repeatsAmongFresh
              ? new Repeats.Outcome(fresh, Map.of())
              : new Repeats(lake, table, batch).drop(fresh, there);
      TableLog.Outcome outcome = log.commit(base, left.files(), List.of(), Optional.of(mark()));
      if (outcome == TableLog.Outcome.COMMITTED) {
        return storedNow(table, read, left);
      }
    }
    throw contested(table);
  }

  private TableLog.Mark mark() {
    return new TableLog.Mark(batch.id(), 1);
  }

  private static Map<String, Long> storedNow(Table table, Read read, Repeats.Outcome left) {
    Map<String, Long> stored = new HashMap<>();
    for (FileTally tally : read.files()) {
      String file = tally.file().uri();
      stored.put(file, tally.of(table.name()) - left.dropped().getOrDefault(file, 0L));
    }
    return stored;
  }

  /** A run before this one has committed the table: its rows are counted, not written again. */
  private Map<String, Long> storedBefore(Table table, TableVersion base) {
    List<DataFile> own = base.files().stream().filter(this::isOwn).toList();
    return new EntryFiles(batch.files()).countByArchive(lake.read(table, own));
  }

  private List<DataFile> overlapping(Table table, TableVersion base, List<DataFile> fresh) {
    String time = table.time().orElseThrow().name();
    long from = fresh.stream().mapToLong(file -> file.least().get(time)).min().orElseThrow();
    long to = fresh.stream().mapToLong(file -> file.greatest().get(time)).max().orElseThrow();
    return base.files().stream()
        .filter(file -> !isOwn(file))
        .filter(file -> file.mayHold(time, from, to == Long.MAX_VALUE ? to : to + 1))
        .toList();
  }

  private boolean isOwn(DataFile file) {
    return file.batch().filter(batch.id()::equals).isPresent();
  }

  private void append(Table table, List<DataFile> files) {
    if (files.isEmpty()) {
      return;
    }
    TableLog log = lake.log(table);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      TableLog.Outcome outcome =
          log.commit(log.latestOrNew(), files, List.of(), Optional.of(mark()));
      if (outcome != TableLog.Outcome.CONTESTED) {
        return;
      }
    }
    throw contested(table);
  }

  /** Largest first, each to the task that has least: tasks end at about the same time. */
  private List<List<ArchiveFile>> groups(int parallelism) {
    long bytes = batch.files().stream().mapToLong(ArchiveFile::bytes).sum();
    int count = (int) Math.min(batch.files().size(), Math.max(parallelism, 1 + bytes / TASK_BYTES));
    PriorityQueue<Group> byLoad = new PriorityQueue<>(Comparator.comparingLong(Group::bytes));
    for (int i = 0; i < count; i++) {
      byLoad.add(new Group(0, new ArrayList<>()));
    }
    List<ArchiveFile> largestFirst = new ArrayList<>(batch.files());
    largestFirst.sort(
        Comparator.comparingLong(ArchiveFile::bytes).reversed().thenComparing(ArchiveFile::uri));
    for (ArchiveFile file : largestFirst) {
      Group least = byLoad.remove();
      least.files().add(file);
      byLoad.add(new Group(least.bytes() + file.bytes() + 1, least.files()));
    }
    List<List<ArchiveFile>> groups = new ArrayList<>();
    byLoad.forEach(group -> groups.add(group.files()));
    return groups;
  }

  private record Group(long bytes, List<ArchiveFile> files) {}

  private static UserError contested(Table table) {
    return UserError.failed(
        "Cannot write table " + table.name() + ": other runs keep writing it",
        "run again when they have ended");
  }
}
