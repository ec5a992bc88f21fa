package io.distributeddebug.jobs.trace;

import io.distributeddebug.causality.Clocks;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Batch;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.IngestedFiles;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableLog;
import io.distributeddebug.jobs.lake.TableVersion;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.sampling.SamplingRules;
import io.distributeddebug.telemetry.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Keeps the hub, {@code trace_spans} and {@code traces}, up with {@code spans}: every day that a
 * new batch has touched is rebuilt whole, from all spans of that day and an hour around it. So
 * spans may come in any order and batch, and the tables are those of one ingest of everything.
 *
 * <p>One shuffle, gone over twice: once for what it tells of clocks, once to write. A bucket is a
 * task and, for each day, a file sorted by trace key. Traces longer than {@link #LONGEST_TRACE}
 * that cross midnight may be cut there.
 */
public final class Reconstruct {
  /** How far around a day spans of its traces are looked for. */
  public static final java.time.Duration LONGEST_TRACE = java.time.Duration.ofHours(1);

  /** What it reads. */
  public static final List<Table> READS = List.of(Spans.TABLE, IngestedFiles.TABLE);

  /** What it writes. */
  public static final List<Table> WRITES = List.of(TraceSpans.TABLE, Traces.TABLE);

  /** A Spark setting; {@code false}: every clock is taken as it is. */
  public static final String CLOCK_ADJUSTMENT = "spark.distributeddebug.clockAdjustment";

  /** A Spark setting: {@link SamplingRules}. */
  public static final String SAMPLING = "spark.distributeddebug.sampling";

  private static final String WRITER = "reconstruct";
  private static final long NANOS_PER_DAY = TimeUnit.DAYS.toNanos(1);
  private static final int MOST_TRIES = 5;

  // A task keeps one file a day open, and the writer has a limit.
  private static final int MOST_DAYS_AT_ONCE = 20;
  private static final long BYTES_PER_BUCKET = 64L << 20;
  private static final int LEAST_BUCKET_BITS = 2;
  private static final int MOST_BUCKET_BITS = 10;

  private final Lake lake;
  private final Progress progress;

  private Reconstruct(Lake lake, Progress progress) {
    this.lake = lake;
    this.progress = progress;
  }

  /**
   * What was done.
   *
   * @param days rebuilt; empty where the hub was up to date
   */
  public record Rebuilt(List<LocalDate> days, long traces, long spans) {}

  /** Brings the hub up to the batches that are whole in the lake now. */
  public static Rebuilt bringUpToDate(Lake lake, Progress progress) {
    return new Reconstruct(lake, progress).bringUpToDate();
  }

  private Rebuilt bringUpToDate() {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      LakeSnapshot snapshot = lake.pin();
      Long upTo = snapshot.versions().get(IngestedFiles.TABLE.name());
      SortedSet<Long> days = upTo == null ? new TreeSet<>() : touchedDays(snapshot);
      if (days.isEmpty()) {
        return new Rebuilt(List.of(), 0, 0);
      }
      Optional<Rebuilt> done = rebuild(snapshot, List.copyOf(days), upTo);
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw new IllegalStateException("Cannot rebuild traces: other runs keep rebuilding them");
  }

  /** Days on which a trace of a new span may have begun. */
  private SortedSet<Long> touchedDays(LakeSnapshot snapshot) {
    Set<String> batches =
        lake.batchesSince(snapshot, rebuiltUpTo()).stream()
            .map(Batch::id)
            .collect(Collectors.toSet());
    SortedSet<Long> days = new TreeSet<>();
    for (DataFile file : snapshot.files(Spans.TABLE)) {
      if (file.batch().map(batches::contains).orElse(true)) {
        long day = dayOf(file);
        days.add(day);
        Long least = file.least().get(Spans.START_UNIX_NANOS.name());
        if (least == null || least - LONGEST_TRACE.toNanos() < day * NANOS_PER_DAY) {
          days.add(day - 1);
        }
      }
    }
    return days;
  }

  /** The version of {@code ingested_files} that both tables have in them. */
  private OptionalLong rebuiltUpTo() {
    OptionalLong spans = lake.markOf(TraceSpans.TABLE, WRITER);
    OptionalLong traces = lake.markOf(Traces.TABLE, WRITER);
    return spans.isPresent() && traces.isPresent()
        ? OptionalLong.of(Math.min(spans.getAsLong(), traces.getAsLong()))
        : OptionalLong.empty();
  }

  /** Empty where somebody else was faster. */
  private Optional<Rebuilt> rebuild(LakeSnapshot snapshot, List<Long> days, long upTo) {
    long spans = 0;
    long traces = 0;
    for (int from = 0, to; from < days.size(); from = to) {
      to = endOfStretch(days, from);
      List<Long> some = days.subList(from, to);
      boolean last = to == days.size();
      progress.stage("rebuilding traces of " + some.size() + (some.size() == 1 ? " day" : " days"));
      Map<Table, TableVersion> base =
          WRITES.stream()
              .collect(Collectors.toMap(table -> table, table -> lake.log(table).latestOrNew()));
      List<HubFile> written = write(snapshot, some);
      for (Table table : WRITES) {
        List<DataFile> files =
            written.stream()
                .filter(file -> file.table().equals(table.name()))
                .map(HubFile::file)
                .toList();
        checkOneFileAPartition(table, files);
        // Only with its last days is the hub up to date; until then a new run begins again.
        Optional<TableLog.Mark> mark =
            last ? Optional.of(new TableLog.Mark(WRITER, upTo)) : Optional.empty();
        if (replaceDays(table, base.get(table), files, some, mark) == TableLog.Outcome.CONTESTED) {
          return Optional.empty();
        }
        long rows = files.stream().mapToLong(DataFile::rows).sum();
        spans += table.equals(TraceSpans.TABLE) ? rows : 0;
        traces += table.equals(Traces.TABLE) ? rows : 0;
      }
    }
    return Optional.of(
        new Rebuilt(days.stream().map(LocalDate::ofEpochDay).toList(), traces, spans));
  }

  /** Days in a row: what a broken clock puts years away must not join what is here now. */
  private static int endOfStretch(List<Long> days, int from) {
    int to = from + 1;
    while (to < days.size()
        && to - from < MOST_DAYS_AT_ONCE
        && days.get(to) == days.get(to - 1) + 1) {
      to++;
    }
    return to;
  }

  private TableLog.Outcome replaceDays(
      Table table,
      TableVersion base,
      List<DataFile> files,
      List<Long> days,
      Optional<TableLog.Mark> mark) {
    List<DataFile> removed = base.files().stream().filter(f -> days.contains(dayOf(f))).toList();
    return lake.log(table).commit(base, files, removed, mark);
  }

  private List<HubFile> write(LakeSnapshot snapshot, List<Long> days) {
    long margin = LONGEST_TRACE.toNanos();
    Window window =
        new Window(
            days.get(0) * NANOS_PER_DAY - margin,
            (days.get(days.size() - 1) + 1) * NANOS_PER_DAY + margin);
    int bits = bucketBits(snapshot, window, days.size());
    Configuration settings = lake.configuration();
    Broadcast<SerializableConfiguration> configuration =
        SerializableConfiguration.broadcast(lake.spark().sparkContext(), settings);
    Set<Long> wanted = new HashSet<>(days);
    JavaRDD<Row> sorted = sorted(snapshot.read(Spans.TABLE, window), bits);
    Broadcast<Map<Long, Clocks>> clocks =
        JavaSparkContext.fromSparkContext(lake.spark().sparkContext())
            .broadcast(isAdjusting() ? DayClocks.of(sorted, wanted) : Map.of());
    WriteHub task =
        new WriteHub(
            lake.location(),
            "t" + UUID.randomUUID(),
            bits,
            wanted,
            clocks,
            samplingRules(),
            configuration);
    return new ArrayList<>(sorted.mapPartitions(task).collect());
  }

  private SamplingRules samplingRules() {
    try {
      return SamplingRules.parse(lake.spark().conf().get(SAMPLING, ""));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          e.getMessage(), "It is the setting " + SAMPLING + "; rules stand with ; between.");
    }
  }

  private boolean isAdjusting() {
    return Boolean.parseBoolean(lake.spark().conf().get(CLOCK_ADJUSTMENT, "true"));
  }

  /** Spans with each bucket whole in one partition, sorted by trace key. */
  static JavaRDD<Row> sorted(Dataset<Row> spans, int bucketBits) {
    Dataset<Row> input = SpanInput.of(spans);
    return input
        .repartitionById(1 << bucketBits, TraceKey.bucket(input.col("trace_key"), bucketBits))
        .sortWithinPartitions("trace_key")
        .javaRDD();
  }

  /** As many buckets as keep a file of spans of one day near a good size. */
  private static int bucketBits(LakeSnapshot snapshot, Window window, int days) {
    long bytes =
        snapshot.files(Spans.TABLE, window).stream().mapToLong(DataFile::bytes).sum() / days;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(bytes / BYTES_PER_BUCKET);
    return Math.max(LEAST_BUCKET_BITS, Math.min(MOST_BUCKET_BITS, bits));
  }

  private static long dayOf(DataFile file) {
    return LocalDate.parse(file.partition().get(Spans.DATE.name())).toEpochDay();
  }

  /** Readers take a file for whole traces in order. */
  private static void checkOneFileAPartition(Table table, List<DataFile> files) {
    Set<Map<String, String>> partitions = new HashSet<>();
    for (DataFile file : files) {
      if (!partitions.add(file.partition())) {
        throw new IllegalStateException(
            "Two files of " + table.name() + " in one partition: " + file.partition());
      }
    }
  }
}
