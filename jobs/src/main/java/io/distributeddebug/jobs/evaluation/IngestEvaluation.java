package io.distributeddebug.jobs.evaluation;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.ingest.RowsOnly;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.simulation.SimulationSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spans of an OTLP JSON archive into rows and into a Delta table: by this product, by the query
 * that a user of {@code spark.read.json} would write, and by DuckDB where it is on the class path,
 * turn by turn in one JVM. The rows are compared first.
 */
public final class IngestEvaluation {
  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;

  private IngestEvaluation(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /**
   * Prints time and processor time of each measure's turns, then ratios of their medians.
   *
   * @param arguments folder to work in, spans, turns
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SparkSession spark = LakeSession.open(Optional.empty(), Map.of());
    try {
      new IngestEvaluation(spark, Path.of(arguments[0]), out)
          .run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    } finally {
      spark.stop();
    }
  }

  private void run(long spans, int turns) throws IOException, SQLException {
    Path archive = work.resolve("archive");
    FileUtil.fullyDelete(work.toFile());
    Files.createDirectories(work);
    new Simulation(spark)
        .write(
            SimulationSettings.DEFAULTS.withSpans(spans),
            archive.toString(),
            Compression.GZ,
            Progress.silent());
    String traces = archive.resolve("traces").toString();
    compareTables(traces);
    Measure rows = new Measure("archive to rows, ours");
    Measure sparkRows = new Measure("archive to rows, spark.read.json");
    Measure table = new Measure("archive to table, ours");
    Measure sparkTable = new Measure("archive to table, spark.read.json");
    Measure duckRows = new Measure("archive to rows, DuckDB");
    Measure duckTable = new Measure("archive to Parquet, DuckDB");
    boolean hasDuckDb = DuckDbPeer.isThere();
    long heap = 0;
    for (int i = 0; i < turns; i++) {
      Path lake = work.resolve("lake-" + i);
      Path delta = work.resolve("delta-" + i);
      rows.add(() -> RowsOnly.count(spark, traces));
      sparkRows.add(
          () -> SparkJsonPeer.spans(spark, traces).write().format("noop").mode("append").save());
      resetPeakHeap();
      table.add(() -> ingest(traces, lake));
      heap = Math.max(heap, peakHeapBytes());
      sparkTable.add(
          () -> SparkJsonPeer.spans(spark, traces).write().format("delta").save(delta.toString()));
      FileUtil.fullyDelete(lake.toFile());
      FileUtil.fullyDelete(delta.toFile());
      if (hasDuckDb) {
        try (DuckDbPeer duck = new DuckDbPeer()) {
          duckRows.add(() -> duck.readRows(traces));
          duckTable.add(() -> duck.writeParquet(traces, work.resolve("duck.parquet")));
        }
      }
    }
    ratio(sparkRows, rows);
    ratio(sparkTable, table);
    if (hasDuckDb) {
      try (DuckDbPeer duck = new DuckDbPeer()) {
        out.printf("DuckDB is %s, on 2 threads%n", duck.version());
      }
      ratio(duckRows, rows);
      ratio(duckTable, table);
    }
    out.printf("peak heap while ingesting: %d MiB%n", heap >> 20);
    compareSignals(archive, rows, turns);
  }

  /** Bytes a second of the readers of logs and of metrics, against that of spans. */
  private void compareSignals(Path archive, Measure spans, int turns)
      throws IOException, SQLException {
    double spanBytes = unpackedBytes(archive.resolve("traces"));
    for (String signal : List.of("logs", "metrics")) {
      Measure reading = new Measure(signal + " to rows");
      Path files = archive.resolve(signal);
      for (int i = 0; i < turns; i++) {
        reading.add(() -> RowsOnly.count(spark, files.toString()));
      }
      double bytes = unpackedBytes(files);
      out.printf(
          "%s against spans, unpacked bytes for each second of processor time: %.2f%n",
          signal, bytes / reading.processorSeconds() / (spanBytes / spans.processorSeconds()));
    }
  }

  private void compareTables(String traces) {
    Path lake = work.resolve("lake");
    Path delta = work.resolve("delta");
    ingest(traces, lake);
    SparkJsonPeer.spans(spark, traces).write().format("delta").save(delta.toString());
    long bytes = requireEqual(lake.resolve(Spans.TABLE.name()), delta);
    out.printf("spans table: %d bytes a span%n", bytes);
    FileUtil.fullyDelete(lake.toFile());
    FileUtil.fullyDelete(delta.toFile());
  }

  private void ingest(String traces, Path lake) {
    Ingest.run(
        Lake.openOrCreate(spark, lake.toString(), Lake.Writers.SEVERAL),
        IngestSettings.of(List.of(traces)),
        Progress.silent());
  }

  /** Same spans with the same values, in whatever order; returns our bytes for each. */
  private long requireEqual(Path ours, Path peer) {
    Row expected = digest(spark.read().format("delta").load(peer.toString()));
    Row actual = digest(spark.read().format("delta").load(ours.toString()));
    if (!expected.equals(actual)) {
      throw new IllegalStateException("The tables differ: " + actual + " against " + expected);
    }
    out.printf("both tables hold the same %d spans%n", actual.getLong(0));
    return FileUtil.getDU(ours.toFile()) / actual.getLong(0);
  }

  private static Row digest(Dataset<Row> spans) {
    Column row =
        xxhash64(
            col(Spans.TRACE_ID.name()),
            col(Spans.SPAN_ID.name()),
            col(Spans.PARENT_SPAN_ID.name()),
            col(Spans.SERVICE.name()),
            col(Spans.INSTANCE.name()),
            col(Spans.VERSION.name()),
            col(Spans.NAME.name()),
            col(Spans.KIND.name()),
            col(Spans.STATUS.name()),
            col(Spans.STATUS_MESSAGE.name()),
            col(Spans.START_UNIX_NANOS.name()),
            col(Spans.END_UNIX_NANOS.name()),
            col(Spans.SCOPE.name()),
            array_sort(map_entries(col(Spans.ATTRIBUTES.name()))),
            array_sort(map_entries(col(Spans.ATTRIBUTES_NUMBER.name()))),
            expr("size(events)"),
            expr("transform(links, l -> l.span_id)"));
    return spans
        .select(row.as("hash"), col(Spans.DURATION_NANOS.name()).as("nanos"))
        .agg(count(lit(1)), sum("nanos"), bit_xor(col("hash")))
        .first();
  }

  private static double unpackedBytes(Path folder) throws IOException {
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".gz")).toList();
    }
    for (Path file : files) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        bytes += in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return bytes;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static void resetPeakHeap() {
    System.gc();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peakHeapBytes() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private void ratio(Measure slower, Measure faster) {
    out.printf(
        "%s against %s: %.2f in time, %.2f in processor time%n",
        slower.name(),
        faster.name(),
        slower.seconds() / faster.seconds(),
        slower.processorSeconds() / faster.processorSeconds());
  }

  private final class Measure {
    private final String name;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    Measure(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    void add(Work work) throws SQLException {
      long processorBegan = processorNanos();
      long began = System.nanoTime();
      work.run();
      seconds.add((System.nanoTime() - began) / 1e9);
      processor.add((processorNanos() - processorBegan) / 1e9);
      out.printf(
          "%s, turn %d: %.1f s, %.1f s of processor time%n",
          name,
          seconds.size(),
          seconds.get(seconds.size() - 1),
          processor.get(processor.size() - 1));
    }

    double seconds() {
      return median(seconds);
    }

    double processorSeconds() {
      return median(processor);
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  /** Without the first turn, in which code is compiled. */
  private static double median(List<Double> turns) {
    double[] values =
        turns.stream().skip(turns.size() > 1 ? 1 : 0).mapToDouble(v -> v).sorted().toArray();
    return values[values.length / 2];
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
