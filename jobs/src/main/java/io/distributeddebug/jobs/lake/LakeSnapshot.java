package io.distributeddebug.jobs.lake;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The lake as it was at one moment: one version of each table, and of the signals only batches that
 * were whole then. What others write later does not show.
 */
public final class LakeSnapshot {
  private final SparkSession spark;
  private final String location;
  private final Map<String, TableVersion> tables;
  private final Set<String> batchesDone;

  LakeSnapshot(
      SparkSession spark,
      String location,
      Map<String, TableVersion> tables,
      Set<String> batchesDone) {
    this.spark = spark;
    this.location = location;
    this.tables = new LinkedHashMap<>(tables);
    this.batchesDone = Set.copyOf(batchesDone);
  }

  /** The pinned version of each table that is there, by name. */
  public SortedMap<String, Long> versions() {
    SortedMap<String, Long> versions = new TreeMap<>();
    tables.forEach((name, version) -> versions.put(name, version.version()));
    return versions;
  }

  /** The table's rows; none where the table is not there. */
  public Dataset<Row> read(Table table) {
    return read(spark, table, files(table));
  }

  /**
   * Rows whose time ({@link Table#time}) lies in the window; files that cannot have any are not
   * opened. Of {@code trace_spans}, spans of traces that began in it, so that traces stay whole.
   */
  public Dataset<Row> read(Table table, Window window) {
    return within(table, window, read(spark, table, files(table, window)));
  }

  /**
   * The table with one file as one partition, unsplit and in its stored order: of {@code
   * trace_spans}, whole traces sorted by key without a shuffle.
   */
  public Dataset<Row> readUnsplit(Table table) {
    return read(unsplit(), table, files(table));
  }

  /** As {@link #readUnsplit(Table)}, of the window alone. */
  public Dataset<Row> readUnsplit(Table table, Window window) {
    return within(table, window, read(unsplit(), table, files(table, window)));
  }

  /** Makes each table known to this session's SQL under its name, those not written as empty. */
  public void registerViews() {
    for (Table table : Tables.all()) {
      read(table).createOrReplaceTempView(table.name());
    }
  }

  public List<TableStatistics> statistics() {
    List<TableStatistics> statistics = new ArrayList<>();
    for (Table table : Tables.all()) {
      statistics(table).ifPresent(statistics::add);
    }
    return statistics;
  }

  /** Empty where the table is not there. */
  public Optional<TableStatistics> statistics(Table table) {
    return version(table)
        .map(version -> TableStatistics.of(table, version.version(), files(table)));
  }

  /** Files of whole batches, and those that no batch wrote. */
  public List<DataFile> files(Table table) {
    return version(table)
        .map(
            version ->
                version.files().stream()
                    .filter(file -> file.batch().map(batchesDone::contains).orElse(true))
                    .toList())
        .orElse(List.of());
  }

  /** Those that may hold a time of the window. */
  public List<DataFile> files(Table table, Window window) {
    Optional<Field> time = table.time();
    if (time.isEmpty()) {
      return files(table);
    }
    return files(table).stream()
        .filter(
            file -> file.mayHold(time.get().name(), window.fromUnixNanos(), window.toUnixNanos()))
        .toList();
  }

  Optional<TableVersion> version(Table table) {
    return Optional.ofNullable(tables.get(table.name()));
  }

  private static Dataset<Row> within(Table table, Window window, Dataset<Row> rows) {
    return table
        .time()
        .map(
            field -> {
              Column time = field.column();
              return rows.where(
                  time.geq(window.fromUnixNanos()).and(time.lt(window.toUnixNanos())));
            })
        .orElse(rows);
  }

  private Dataset<Row> read(SparkSession session, Table table, List<DataFile> files) {
    Optional<TableVersion> version = version(table);
    if (version.isEmpty() || files.isEmpty()) {
      return session.createDataFrame(List.of(), table.schema());
    }
    if (!version.get().isPlainParquet()) {
      return session
          .read()
          .format("delta")
          .option("versionAsOf", version.get().version())
          .load(new Path(location, table.name()).toString());
    }
    return parquet(session, location, table, files);
  }

  static Dataset<Row> parquet(
      SparkSession session, String location, Table table, List<DataFile> files) {
    return session
        .read()
        .schema(table.schema())
        .option("basePath", new Path(location, table.name()).toString())
        .parquet(files.stream().map(DataFile::path).toArray(String[]::new));
  }

  private SparkSession unsplit() {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.files.maxPartitionBytes", "1t");
    session.conf().set("spark.sql.files.openCostInBytes", "1t");
    return session;
  }
}
