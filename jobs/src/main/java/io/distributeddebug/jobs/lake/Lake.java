package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.parquet.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** A lake: a folder or object-store prefix with one Delta table a subject. */
public final class Lake {
  private static final int MOST_TRIES = 50;

  private final SparkSession spark;
  private final LakeFolder folder;

  private Lake(SparkSession spark, LakeFolder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** How many processes may write a lake at once. */
  public enum Writers {
    SEVERAL,
    /** For stores that cannot tell two writers apart: the user sees to it that there is one. */
    SINGLE
  }

  /**
   * Opens a lake that is there; writes nothing.
   *
   * @param location folder, or URI such as {@code s3a://bucket/lake}
   * @throws UserError where there is none, or a newer version of this program wrote it
   */
  public static Lake open(SparkSession spark, String location) {
    LakeFolder folder = LakeFolder.at(location, configuration(spark));
    folder.checkReadable();
    return new Lake(spark, folder);
  }

  /** Opens a lake, or makes one where the folder is empty or not there. */
  public static Lake openOrCreate(SparkSession spark, String location, Writers writers) {
    Configuration configuration = configuration(spark);
    if (writers == Writers.SINGLE) {
      spark.sparkContext().hadoopConfiguration().setBoolean(StoreProbe.SINGLE_WRITER, true);
      configuration.setBoolean(StoreProbe.SINGLE_WRITER, true);
    }
    LakeFolder folder = LakeFolder.at(location, configuration);
    folder.create();
    return new Lake(spark, folder);
  }

  public SparkSession spark() {
    return spark;
  }

  /** Absolute, with its scheme. */
  public String location() {
    return folder.location();
  }

  /** As the user would write it. */
  public String shown() {
    return folder.shown();
  }

  /** Hadoop's settings for reaching it. */
  public Configuration configuration() {
    return folder.configuration();
  }

  /** The lake as it is now. */
  public LakeSnapshot pin() {
    return pin(TableLog::latest);
  }

  /** The lake as it was then: whatever was committed later is not in it. */
  public LakeSnapshot pin(Instant then) {
    return pin(log -> log.asOf(then.toEpochMilli()));
  }

  /** The lake at the versions that a report names; tables that are not named are empty. */
  public LakeSnapshot pin(Map<String, Long> versions) {
    return pin(log -> Optional.ofNullable(versions.get(log.table().name())).flatMap(log::at));
  }

  private LakeSnapshot pin(Function<TableLog, Optional<TableVersion>> choose) {
    Map<String, TableVersion> pinned = new LinkedHashMap<>();
    // Batches first: one that is done here is in every table that is read after.
    Optional<TableVersion> batches = choose.apply(log(IngestedFiles.TABLE));
    batches.ifPresent(version -> pinned.put(IngestedFiles.TABLE.name(), version));
    for (Table table : Tables.all()) {
      if (!table.equals(IngestedFiles.TABLE)) {
        choose.apply(log(table)).ifPresent(version -> pinned.put(table.name(), version));
      }
    }
    return new LakeSnapshot(
        spark, location(), pinned, batches.map(Lake::batchesDone).orElse(Set.of()));
  }

  private static Set<String> batchesDone(TableVersion ingestedFiles) {
    Set<String> done = new HashSet<>();
    for (DataFile file : ingestedFiles.files()) {
      IngestedFiles.batchDone(file).ifPresent(batch -> done.add(batch.id()));
    }
    return done;
  }

  public TableLog log(Table table) {
    return new TableLog(table, location(), folder.configuration());
  }

  /**
   * Replaces this investigation's rows, and no others.
   *
   * @param rows values of the table's columns in order; {@code investigation_id} is the first
   */
  public void replaceInvestigation(Table table, String investigationId, List<Row> rows) {
    String key = Investigations.INVESTIGATION_ID.name();
    List<DataFile> added = rows.isEmpty() ? List.of() : List.of(write(table, "r", rows));
    TableLog log = log(table);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      TableVersion base = log.latestOrNew();
      List<DataFile> touched =
          base.files().stream().filter(file -> file.mayHold(key, investigationId)).toList();
      if (touched.isEmpty() && added.isEmpty()) {
        return;
      }
      if (!touched.stream().allMatch(file -> file.holdsOnly(key, investigationId))) {
        replaceInMixedFiles(table, investigationId, rows);
        return;
      }
      if (log.commit(base, added, touched, Optional.empty()) == TableLog.Outcome.COMMITTED) {
        return;
      }
    }
    throw contested(table);
  }

  private void replaceInMixedFiles(Table table, String investigationId, List<Row> rows) {
    String key = Investigations.INVESTIGATION_ID.name();
    if (!investigationId.matches("[0-9A-Za-z_-]*")) {
      throw new IllegalArgumentException("Invalid investigation id: " + investigationId);
    }
    spark
        .createDataFrame(rows, table.schema())
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", key + " = '" + investigationId + "'")
        .save(path(table));
  }

  /**
   * Replaces whole partitions by rows that are laid out as they shall lie in the files: one file a
   * partition and task, in the order in which the rows come. One Spark job.
   *
   * @param partitions values of the partition columns that are emptied first; rows may only lie in
   *     these
   * @param base the version that the rows were made from; another one by now: nothing is written
   * @param mark recorded with the commit, see {@link #markOf}
   */
  public TableLog.Outcome replacePartitions(
      Table table,
      Dataset<Row> rows,
      Collection<Map<String, String>> partitions,
      TableVersion base,
      Optional<TableLog.Mark> mark) {
    List<DataFile> added = write(table, "w", rows);
    Set<Map<String, String>> emptied = Set.copyOf(partitions);
    for (DataFile file : added) {
      if (!emptied.contains(file.partition())) {
        throw new IllegalArgumentException(
            "Invalid rows of " + table.name() + ": in partition " + file.partition());
      }
    }
    List<DataFile> removed =
        base.files().stream().filter(file -> emptied.contains(file.partition())).toList();
    return log(table).commit(base, added, removed, mark);
  }

  /** Up to where a writer has come in a table, as its last commit's mark says. */
  public OptionalLong markOf(Table table, String writer) {
    return log(table)
        .latest()
        .map(version -> version.transactionVersion(writer))
        .orElse(OptionalLong.empty());
  }

  /** Just these files of a table, which has neither deletion vectors nor renamed columns. */
  public Dataset<Row> read(Table table, List<DataFile> files) {
    return files.isEmpty()
        ? spark.createDataFrame(List.of(), table.schema())
        : LakeSnapshot.parquet(spark, location(), table, files);
  }

  /** Rows of a small flat table (text and whole numbers), read here and now, without a job. */
  public List<Row> rows(Table table, List<DataFile> files) {
    try {
      return FlatRows.read(table, files, folder.configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the rows into new files of the table, which no reader sees before a commit.
   *
   * @param prefix begin of the files' names
   */
  public List<DataFile> write(Table table, String prefix, Dataset<Row> rows) {
    Broadcast<SerializableConfiguration> configuration =
        SerializableConfiguration.broadcast(spark.sparkContext(), folder.configuration());
    return rows.select(
            table.fields().stream().map(Field::column).toArray(org.apache.spark.sql.Column[]::new))
        .javaRDD()
        .mapPartitions(new WriteRows(table, location(), prefix + UUID.randomUUID(), configuration))
        .collect();
  }

  /** Writes a few rows that the driver holds into one new file of a table without partitions. */
  public DataFile write(Table table, String prefix, List<Row> rows) {
    try (TableFileWriter writer =
        new TableFileWriter(
            table, location(), prefix + UUID.randomUUID(), folder.configuration())) {
      for (Row row : rows) {
        writer.write(Values.of(row));
      }
      return writer.finish().get(0);
    } catch (IOException | FSError e) {
      throw StoreErrors.explain("write into lake", folder.shown(), e);
    }
  }

  /**
   * Batches that are whole in the snapshot and were not yet in the older version of {@code
   * ingested_files}: what a table that is derived from the signals has to catch up with.
   */
  public List<Batch> batchesSince(LakeSnapshot snapshot, OptionalLong ingestedFilesVersion) {
    Set<String> before =
        ingestedFilesVersion.isEmpty()
            ? Set.of()
            : log(IngestedFiles.TABLE)
                .at(ingestedFilesVersion.getAsLong())
                .map(Lake::batchesDone)
                .orElse(Set.of());
    return snapshot.files(IngestedFiles.TABLE).stream()
        .flatMap(file -> IngestedFiles.batchDone(file).stream())
        .filter(batch -> !before.contains(batch.id()))
        .distinct()
        .toList();
  }

  /** What the lake holds now, table by table, those that were written. */
  public List<TableStatistics> statistics() {
    return pin().statistics();
  }

  private String path(Table table) {
    return location() + "/" + table.name();
  }

  private static UserError contested(Table table) {
    return UserError.failed(
        "Cannot write table " + table.name() + ": other runs keep writing it",
        "run again when they have ended");
  }

  @SuppressWarnings("deprecation")
  private static Configuration configuration(SparkSession spark) {
    return spark.sessionState().newHadoopConf();
  }
}
