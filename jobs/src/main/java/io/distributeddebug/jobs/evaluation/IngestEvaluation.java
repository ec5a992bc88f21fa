package io.distributeddebug.jobs.evaluation;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.simulation.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spans of an OTLP JSON archive into a Delta table: by this product, and by the query that a user
 * of {@code spark.read.json} would write, turn by turn in one JVM. The rows are compared first.
 */
public final class IngestEvaluation {
  private static final String SCHEMA =
      """
      resourceSpans ARRAY<STRUCT<
        resource: STRUCT<attributes: ARRAY<%1$s>>,
        scopeSpans: ARRAY<STRUCT<
          scope: STRUCT<name: STRING>,
          spans: ARRAY<STRUCT<
            traceId: STRING, spanId: STRING, parentSpanId: STRING, traceState: STRING, name: STRING,
            kind: INT, startTimeUnixNano: STRING, endTimeUnixNano: STRING,
            attributes: ARRAY<%1$s>,
            events: ARRAY<STRUCT<timeUnixNano: STRING, name: STRING, attributes: ARRAY<%1$s>>>,
            links: ARRAY<STRUCT<traceId: STRING, spanId: STRING, attributes: ARRAY<%1$s>>>,
            status: STRUCT<code: INT, message: STRING>>>>>>>"""
          .formatted(
              "STRUCT<key: STRING, value: STRUCT<stringValue: STRING, intValue: STRING,"
                  + " doubleValue: DOUBLE, boolValue: BOOLEAN>>");

  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;

  private IngestEvaluation(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /**
   * Prints the time and the processor time of each turn, then the medians and their ratios.
   *
   * @param arguments folder to work in, spans, turns
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SparkSession spark = LakeSession.open(Optional.empty(), Map.of());
    try {
      new IngestEvaluation(spark, Path.of(arguments[0]), out)
          .run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    } finally {
      spark.stop();
    }
  }

  private record Turn(double seconds, double processorSeconds) {}

  private void run(long spans, int turns) throws IOException {
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
    Turn[] ours = new Turn[turns];
    Turn[] peer = new Turn[turns];
    for (int i = 0; i < turns; i++) {
      Path lake = work.resolve("lake-" + i);
      Path table = work.resolve("delta-" + i);
      ours[i] = timed(() -> ingest(traces, lake));
      peer[i] = timed(() -> readJson(traces).write().format("delta").save(table.toString()));
      if (i == 0) {
        requireEqual(
            spark.read().format("delta").load(lake.resolve("spans").toString()),
            spark.read().format("delta").load(table.toString()));
      }
      out.printf(
          "turn %d: ours %.1f s (%.1f s CPU), spark.read.json %.1f s (%.1f s CPU)%n",
          i + 1,
          ours[i].seconds(),
          ours[i].processorSeconds(),
          peer[i].seconds(),
          peer[i].processorSeconds());
      FileUtil.fullyDelete(lake.toFile());
      FileUtil.fullyDelete(table.toFile());
    }
    out.printf(
        "ratio of the medians without the first turn: %.2f in time, %.2f in processor time%n",
        median(peer, Turn::seconds) / median(ours, Turn::seconds),
        median(peer, Turn::processorSeconds) / median(ours, Turn::processorSeconds));
  }

  private void ingest(String traces, Path lake) {
    Ingest.run(
        Lake.openOrCreate(spark, lake.toString(), Lake.Writers.SEVERAL),
        IngestSettings.of(List.of(traces)),
        Progress.silent());
  }

  private Dataset<Row> readJson(String traces) {
    return spark
        .read()
        .schema(SCHEMA)
        .option("recursiveFileLookup", "true")
        .json(traces)
        .select(explode(col("resourceSpans")).as("r"))
        .select(texts("r.resource.attributes").as("resource"), explode(col("r.scopeSpans")).as("s"))
        .select(col("resource"), col("s.scope.name").as("scope"), explode(col("s.spans")).as("p"))
        .select(
            col("p.traceId").as("trace_id"),
            col("p.spanId").as("span_id"),
            expr("coalesce(p.parentSpanId, '')").as("parent_span_id"),
            expr("coalesce(resource['service.name'], '')").as("service"),
            expr("CAST(p.startTimeUnixNano AS BIGINT)").as("start_unix_nanos"),
            expr("CAST(p.endTimeUnixNano AS BIGINT)").as("end_unix_nanos"),
            expr("CAST(p.endTimeUnixNano AS BIGINT) - CAST(p.startTimeUnixNano AS BIGINT)")
                .as("duration_nanos"),
            col("p.name").as("name"),
            expr("element_at(array('UNSPECIFIED','INTERNAL','SERVER','CLIENT','PRODUCER','CONSUMER'), coalesce(p.kind, 0) + 1)")
                .as("kind"),
            expr("element_at(array('UNSET','OK','ERROR'), coalesce(p.status.code, 0) + 1)")
                .as("status"),
            expr("coalesce(p.status.message, '')").as("status_message"),
            expr("coalesce(resource['service.instance.id'], '')").as("instance"),
            expr("coalesce(resource['service.version'], '')").as("version"),
            expr("coalesce(resource['k8s.node.name'], '')").as("node"),
            expr("coalesce(p.traceState, '')").as("trace_state"),
            texts("p.attributes").as("attributes"),
            numbers("p.attributes").as("attributes_number"),
            expr("transform(coalesce(p.events, array()), e -> struct(CAST(e.timeUnixNano AS BIGINT) AS unix_nanos, e.name AS name, map_from_entries(transform(coalesce(e.attributes, array()), a -> struct(a.key, coalesce(a.value.stringValue, a.value.intValue, CAST(a.value.doubleValue AS STRING), CAST(a.value.boolValue AS STRING))))) AS attributes))")
                .as("events"),
            expr("transform(coalesce(p.links, array()), l -> struct(l.traceId AS trace_id, l.spanId AS span_id))")
                .as("links"),
            col("scope"),
            expr("CAST(timestamp_micros(CAST(p.startTimeUnixNano AS BIGINT) DIV 1000) AS DATE)")
                .as("date"));
  }

  private static Column texts(String attributes) {
    return expr(
        "map_from_entries(transform(filter(coalesce(%s, array()), a -> a.value.intValue IS NULL AND a.value.doubleValue IS NULL), a -> struct(a.key, coalesce(a.value.stringValue, CAST(a.value.boolValue AS STRING)))))"
            .formatted(attributes));
  }

  private static Column numbers(String attributes) {
    return expr(
        "map_from_entries(transform(filter(coalesce(%s, array()), a -> a.value.intValue IS NOT NULL OR a.value.doubleValue IS NOT NULL), a -> struct(a.key, coalesce(CAST(a.value.intValue AS DOUBLE), a.value.doubleValue))))"
            .formatted(attributes));
  }

  /** Same spans with the same values, in whatever order. */
  private void requireEqual(Dataset<Row> ours, Dataset<Row> peer) {
    Row expected = digest(peer);
    Row actual = digest(ours);
    if (!expected.equals(actual)) {
      throw new IllegalStateException("The tables differ: " + actual + " against " + expected);
    }
    out.printf("both tables hold the same %d spans%n", actual.getLong(0));
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

  private static Turn timed(Runnable work) {
    long processor = processorNanos();
    long began = System.nanoTime();
    work.run();
    return new Turn((System.nanoTime() - began) / 1e9, (processorNanos() - processor) / 1e9);
  }

  private static long processorNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static double median(Turn[] turns, java.util.function.ToDoubleFunction<Turn> value) {
    double[] values =
        Stream.of(turns).skip(turns.length > 1 ? 1 : 0).mapToDouble(value).sorted().toArray();
    return values[values.length / 2];
  }
}
