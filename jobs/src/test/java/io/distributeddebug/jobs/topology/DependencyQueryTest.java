package io.distributeddebug.jobs.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.operation.OperationName;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.topology.DependencyKey;
import io.distributeddebug.topology.DependencyTally;
import io.distributeddebug.topology.LinkRules;
import io.distributeddebug.trace.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyQueryTest {
  private static final long START = 1_767_600_000_000_000_000L; // 2026-01-05T08:00:00Z
  private static final long MINUTE = 60_000_000_000L;
  private static final List<SpanKind> KINDS = List.of(SpanKind.values());
  private static final List<String> SERVICES = List.of("web", "cart", "stock", "mail");
  private static final List<String> OPERATIONS = List.of("load", "store", "send", "query");

  @TempDir Path folder;

  @Test
  void aLakeAnswersAsTheSpansInMemoryDo() throws IOException {
    Path archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(spans(new Random(3), 150));
    }
    IngestSettings settings = IngestSettings.of(List.of(archive.toString()));
    List<Span> spans = SmallArchive.read(settings).orElseThrow().spans();
    Lake lake =
        Lake.openOrCreate(
            SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
    Ingest.run(lake, settings, Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    LakeSnapshot snapshot = lake.pin();

    for (LinkRules rules : LinkRules.values()) {
      assertThat(LinkQuery.collect(snapshot.read(Spans.TABLE).repartition(7), rules).links())
          .isEqualTo(LinkQuery.of(spans, rules).links())
          .isNotEmpty();
    }
    for (Detail detail : Detail.values()) {
      String inMemory = DependencyJson.of(DependencyQuery.of(spans, detail).dependencies(), detail);
      assertThat(
              DependencyJson.of(DependencyQuery.collect(snapshot, detail).dependencies(), detail))
          .isEqualTo(inMemory)
          .isEqualTo(DependencyJson.of(asTheyArrived(snapshot, detail), detail))
          .contains(
              "\"synchronous\"", "\"asynchronous\"", "\"database\"", "\"cache\"", "\"external\"");
    }
    assertThat(
            DependencyJson.ofBuckets(
                DependencyQuery.collect(snapshot, Detail.SERVICE, MINUTE), Detail.SERVICE))
        .isEqualTo(
            DependencyJson.ofBuckets(
                DependencyQuery.of(spans, Detail.SERVICE, MINUTE), Detail.SERVICE))
        .contains("\"bucket_start_unix_nanos\" : " + (START + MINUTE));
    Latencies.Windows windows =
        Latencies.Windows.of(
            Optional.of(new Window(START, START + MINUTE)),
            new Window(START + MINUTE, START + 3 * MINUTE));
    assertThat(
            ContractJson.of(
                ContractQuery.collect(snapshot.read(Spans.TABLE), Detail.OPERATION, windows),
                Detail.OPERATION,
                true))
        .isEqualTo(
            ContractJson.of(
                ContractQuery.of(spans, Detail.OPERATION, windows), Detail.OPERATION, true))
        .contains("\"http\"", "\"kafka\"", "\"/carts/{cart}\"", "\"503\"", "\"p95\"");
    assertThat(StructureJson.of(ChainQuery.collect(TraceSet.of(snapshot), Detail.OPERATION)))
        .isEqualTo(
            StructureJson.of(
                ChainQuery.collect(TraceSet.of(OperationName.grouped(spans)), Detail.OPERATION)));
  }

  /** From spans with no hub. */
  private static Map<DependencyKey, DependencyTally> asTheyArrived(
      LakeSnapshot lake, Detail detail) {
    Dataset<Row> spans = lake.read(Spans.TABLE).repartition(5);
    return DependencyQuery.collect(spans, detail).dependencies();
  }

  /** Traces of every shape, whose consumers link to senders in other traces. */
  private static List<Span> spans(Random random, int traces) {
    List<Span> spans = new ArrayList<>();
    List<SpanLink> sent = new ArrayList<>();
    for (int trace = 1; trace <= traces; trace++) {
      String traceId = String.format("%032x", trace);
      int size = 1 + random.nextInt(12);
      for (int i = 1; i <= size; i++) {
        SpanKind kind = KINDS.get(1 + random.nextInt(5));
        String spanId = String.format("%016x", i);
        int parent = i == 1 ? 0 : 1 + random.nextInt(i - 1);
        String service = SERVICES.get(random.nextInt(4));
        long start = START + trace * 1_000_000_000L + random.nextInt(1000) * 1_000L;
        boolean isError = random.nextInt(4) == 0;
        List<SpanLink> links = List.of();
        if (kind == SpanKind.PRODUCER) {
          sent.add(new SpanLink(traceId, spanId, Attributes.EMPTY));
        } else if (kind == SpanKind.CONSUMER && !sent.isEmpty()) {
          links = List.of(sent.get(random.nextInt(sent.size())));
        }
        spans.add(
            new Span(
                traceId,
                spanId,
                parent == 0 ? "" : String.format("%016x", parent),
                "",
                Resource.of(
                    Attributes.builder()
                        .put("service.name", service)
                        .put("service.instance.id", service + "-" + "ab".charAt(random.nextInt(2)))
                        .build()),
                OPERATIONS.get(random.nextInt(4)),
                kind,
                start,
                start + random.nextInt(1000) * 1_000L,
                isError ? StatusCode.ERROR : StatusCode.UNSET,
                isError && random.nextBoolean() ? "deadline exceeded" : "",
                attributes(random, trace),
                List.of(),
                links,
                ""));
      }
    }
    return spans;
  }

  private static Attributes attributes(Random random, int trace) {
    Attributes.Builder attributes = Attributes.builder();
    switch (random.nextInt(10)) {
      case 0 -> attributes.put("peer.service", "bank");
      case 1 -> attributes.put("db.system.name", "postgresql").put("server.address", "pg");
      case 2 -> attributes.put("db.system", "Redis");
      case 3 ->
          attributes.put("messaging.system", "kafka").put("messaging.destination.name", "orders");
      case 4 -> attributes.put("messaging.system", "kafka").put("peer.service", "broker");
      case 5 -> attributes.put("kafka.topic", "mails").put("peer.service", "broker");
      case 6 -> attributes.put("rpc.service", "stock").put("server.address", "cart");
      case 7 -> attributes.put("rpc.method", "shop.Stock/Reserve");
      case 8 -> attributes.put("rpc.method", "Reserve").put("rpc.service", "shop.Stock");
      default ->
          attributes
              .put("http.request.method", trace < 60 && random.nextBoolean() ? "PUT" : "GET")
              .put("http.route", "/carts/{cart}")
              .put("http.response.status_code", random.nextInt(3) == 0 ? 503 : 200)
              .put("http.request.body.size", random.nextInt(5_000));
    }
    return attributes.build();
  }
}
