package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples that the OpenTelemetry and Jaeger projects publish. */
class OtlpFixturesTest {
  @Test
  void readsTheExamplesOfTheProtocolWithoutLoss() throws IOException {
    CollectingSink trace = read("proto-examples/trace.json");
    assertThat(trace.rejects).isEmpty();
    Span span = trace.spans.get(0);
    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
    assertThat(span.name()).isEqualTo("I'm a server span");
    assertThat(span.resource().service()).isEqualTo("my.service");
    assertThat(span.scope()).isEqualTo("my.library");
    assertThat(span.durationNanos()).isEqualTo(1_000_000_000);
    assertThat(span.attributes().get("my.span.attr")).contains("some value");
    assertThat(span.attributes().get("otel.scope.my.scope.attribute"))
        .contains("some scope attribute");

    CollectingSink logs = read("proto-examples/logs.json");
    assertThat(logs.rejects).isEmpty();
    LogRecord log = logs.logs.get(0);
    assertThat(log.body()).isEqualTo("Example log record");
    assertThat(log.severityNumber()).isEqualTo(10);
    assertThat(log.severity()).isEqualTo("INFO");
    assertThat(log.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(log.attributes().numbers())
        .containsEntry("int.attribute", 10.0)
        .containsEntry("double.attribute", 637.704);
    assertThat(log.attributes().text())
        .containsEntry("boolean.attribute", "true")
        .containsEntry("array.attribute", "[\"many\",\"values\"]")
        .containsEntry("map.attribute", "{\"some.map.key\":\"some value\"}");

    CollectingSink events = read("proto-examples/events.json");
    assertThat(events.rejects).isEmpty();
    assertThat(events.logs).hasSize(1);
    assertThat(events.logs.get(0).attributes().get("event.name")).contains("browser.page_view");
    assertThat(events.logs.get(0).body()).startsWith("{\"type\":0,\"url\":");
  }

  @Test
  void readsAllKindsOfMetrics() throws IOException {
    CollectingSink metrics = read("proto-examples/metrics.json");

    assertThat(metrics.rejects).isEmpty();
    assertThat(metrics.points)
        .extracting(MetricPoint::kind)
        .containsExactly(
            MetricKind.DELTA_SUM,
            MetricKind.GAUGE,
            MetricKind.HISTOGRAM,
            MetricKind.EXPONENTIAL_HISTOGRAM);
    assertThat(metrics.points).extracting(MetricPoint::value).containsExactly(5.0, 10.0, 2.0, 10.0);
    assertThat(metrics.points.get(2).distribution())
        .isEqualTo(
            "{\"bounds\":[1],\"counts\":[1,1],\"max\":2,\"min\":0,\"temporality\":\"delta\"}");
    assertThat(metrics.points.get(3).distribution())
        .contains("\"positive\":{\"counts\":[0,2],\"offset\":1}", "\"scale\":0");
  }

  @Test
  void readsEveryRequestOfTheJaegerProject() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("jaeger-example-traces"))) {
      for (Path file : files.sorted().toList()) {
        CollectingSink sink = read("jaeger-example-traces/" + file.getFileName());
        assertThat(sink.rejects).as("%s", file.getFileName()).isEmpty();
        assertThat(sink.spans).as("%s", file.getFileName()).isNotEmpty();
      }
    }
  }

  @Test
  void readsOneDocumentALineAndTheSameCombinedAlike() throws IOException {
    CollectingSink lines = read("otlp-to-jaeger-pairs/otlp2jaeger-multi-in.json.txt");
    CollectingSink combined = read("otlp-to-jaeger-pairs/otlp2jaeger-multi-in-combined.json");

    assertThat(lines.rejects).isEmpty();
    assertThat(combined.rejects).isEmpty();
    assertThat(lines.spans).isNotEmpty().containsExactlyInAnyOrderElementsOf(combined.spans);
  }

  @Test
  void readsASpanWhoseResourceNamesNoService() throws IOException {
    CollectingSink nameless = read("otlp-to-jaeger-pairs/otlp2jaeger-in-error.json");

    assertThat(nameless.rejects).isEmpty();
    assertThat(nameless.spans).hasSize(1);
    assertThat(nameless.spans.get(0).resource().service()).isEmpty();
  }

  private static CollectingSink read(String name) throws IOException {
    CollectingSink sink = new CollectingSink();
    try (InputStream in = Files.newInputStream(root().resolve(name))) {
      ReadResult result = ArchiveReader.standard().read(name, in, sink);
      assertThat(result).isInstanceOf(ReadResult.Read.class);
    }
    return sink;
  }

  private static Path root() {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    return Path.of(data, "otlp");
  }
}
