package io.distributeddebug.bench;

import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.simulation.Compression;
import io.distributeddebug.jobs.simulation.Simulation;
import io.distributeddebug.jobs.topology.DependencyQuery;
import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.jobs.topology.LinkQuery;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.topology.DependencyLink;
import io.distributeddebug.topology.LinkRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Traces from spans as they arrived, and from the hub, beside the ways that Spark offers. */
final class TraceJobsBench {
  private static final String HUB = "ours, hub";
  private static final String FALLBACK = "ours, spans as they arrived, trees and times";
  private static final String WITH_PEERS = "ours, spans as they arrived, with peers and statuses";
  private static final String JOIN = "Spark SQL self-join, edges only";
  private static final String JOIN_SELF = "Spark SQL, edges and self time";
  private static final String TYPED = "typed flatMapGroups";

  private static final String ZIPKIN = "zipkin2's DependencyLinker in RDD groups";
  private static final String JAEGER = "Jaeger's rules in RDD groups";

  private final SparkSession spark;
  private final Path work;
  private final PrintStream out;

  TraceJobsBench(SparkSession spark, Path work, PrintStream out) {
    this.spark = spark;
    this.work = work;
    this.out = out;
  }

  /** A lake of simulated spans, kept for the next run. */
  LakeSnapshot lake(long spans) throws IOException {
    Path location = work.resolve("lake-" + spans);
    if (!Files.exists(location)) {
      Path archive = work.resolve("archive-" + spans);
      new Simulation(spark)
          .write(
              SimulationSettings.DEFAULTS.withSpans(spans),
              archive.toString(),
              Compression.GZ,
              Progress.silent());
      Lake lake = Lake.openOrCreate(spark, location.toString(), Lake.Writers.SEVERAL);
      Ingest.run(
          lake,
          IngestSettings.of(List.of(archive.resolve("traces").toString())),
          Progress.silent());
      Reconstruct.bringUpToDate(lake, Progress.silent());
    }
    return Lake.openOrCreate(spark, location.toString(), Lake.Writers.SEVERAL).pin();
  }

  void paths(LakeSnapshot lake, int turns) {
    Dataset<Row> spans = lake.read(Spans.TABLE);
    spans.createOrReplaceTempView("spans");
    long count = spans.count();
    SqlPeers sql = new SqlPeers(spark);
    Meter meter = new Meter(spark, out);
    for (int turn = 0; turn < turns; turn++) {
      PathTotals hub =
          meter.measure(HUB, () -> TraceSet.of(lake).fold(new PathTotals.Fold(true)));
      PathTotals fallback =
          meter.measure(
              FALLBACK, () -> TraceSet.withoutPeers(spans).fold(new PathTotals.Fold(true)));
      meter.measure(WITH_PEERS, () -> TraceSet.of(spans).fold(new PathTotals.Fold(true)));
      PathTotals typed = meter.measure(TYPED, () -> TypedPeer.totals(spans));
      SortedMap<String, Long> join = meter.measure(JOIN, sql::edges);
      SortedMap<String, Long> joinSelf = new TreeMap<>();
      meter.measure(JOIN_SELF, () -> sql.coveredNanos(joinSelf));
      if (turn == 0) {
        equal("edges of the hub", hub.edges(), join);
        equal("edges of the spans", fallback.edges(), join);
        equal("edges of typed groups", typed.edges(), join);
        equal("edges with self time", joinSelf, join);
        equal("critical path of the spans", fallback.pathNanos, hub.pathNanos);
        equal("critical path of typed groups", typed.pathNanos, hub.pathNanos);
      }
    }
    out.printf("%,d spans, equal edges and critical paths:%n", count);
    meter.print(count);
    ratio("spans as they arrived, time", meter.seconds(JOIN), meter.seconds(FALLBACK), 4, JOIN);
    ratio("spans as they arrived, time", meter.seconds(TYPED), meter.seconds(FALLBACK), 3, TYPED);
    ratio("hub, task CPU", meter.taskSeconds(FALLBACK), meter.taskSeconds(HUB), 2, FALLBACK);
    ratio("hub, task CPU", meter.taskSeconds(JOIN_SELF), meter.taskSeconds(HUB), 6, JOIN_SELF);
  }

  /** Links by the rules of peers, ours beside the peers' own way. */
  void links(LakeSnapshot lake, int turns) {
    Dataset<Row> spans = lake.read(Spans.TABLE);
    long count = spans.count();
    Meter meter = new Meter(spark, out);
    for (int turn = 0; turn < turns; turn++) {
      SortedMap<String, Long> zipkin =
          meter.measure("ours, Zipkin's rules", () -> ours(spans, LinkRules.ZIPKIN));
      SortedMap<String, Long> jaeger =
          meter.measure("ours, Jaeger's rules", () -> ours(spans, LinkRules.JAEGER));
      meter.measure("ours, own rules, hub", () -> DependencyQuery.collect(lake, Detail.SERVICE));
      equal("Zipkin's links", zipkin, meter.measure(ZIPKIN, () -> LinkPeers.zipkin(spans)));
      equal("Jaeger's links", jaeger, meter.measure(JAEGER, () -> LinkPeers.jaeger(spans)));
    }
    out.printf("%,d spans, equal links:%n", count);
    meter.print(count);
    ratio("links, time", meter.seconds(ZIPKIN), meter.seconds("ours, Zipkin's rules"), 6, ZIPKIN);
    ratio("links, time", meter.seconds(JAEGER), meter.seconds("ours, Jaeger's rules"), 6, JAEGER);
  }

  private static SortedMap<String, Long> ours(Dataset<Row> spans, LinkRules rules) {
    SortedMap<String, Long> links = new TreeMap<>();
    for (DependencyLink link : LinkQuery.collect(spans, rules).links()) {
      links.put(link.parent() + " > " + link.child(), link.calls());
    }
    return links;
  }

  private void ratio(String what, double peer, double ours, double goal, String name) {
    out.printf("%s: %.2f times %s (goal %.0f)%n", what, peer / ours, name, goal);
  }

  static void equal(String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new IllegalStateException(what + " differ: " + actual + " against " + expected);
    }
  }
}
