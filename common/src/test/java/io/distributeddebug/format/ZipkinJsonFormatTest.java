package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipkinJsonFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new ZipkinJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "spans.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"traceId\":\"1f\",\"id\":\"%x\",\"name\":\"get /cart/%d\",\"timestamp\":1767225600000000,\"duration\":1500,\"localEndpoint\":{\"serviceName\":\"cart\"}}"
        .formatted(number + 1, number);
  }

  @Override
  protected String badLine() {
    return "{\"traceId\":\"1f\",\"id\":";
  }

  @Test
  void aSpanWithNothingButIdsIsReadWithEveryOtherFieldAbsent() throws IOException {
    Span span = only("{\"traceId\":\"1f\",\"id\":\"2f\"}");

    assertThat(span.traceId()).isEqualTo("0000000000000000000000000000001f");
    assertThat(span.spanId()).isEqualTo("000000000000002f");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.name()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.startUnixNanos()).isZero();
    assertThat(span.durationNanos()).isZero();
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.statusMessage()).isEmpty();
    assertThat(span.attributes()).isEqualTo(Attributes.EMPTY);
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
    assertThat(span.scope()).isEmpty();
    assertThat(span.resource()).isEqualTo(Resource.UNKNOWN);
  }

  @Test
  void readsEveryFieldOfVersion2() throws IOException {
    Span span =
        only(
            """
            {"traceId": "5B8EFFF798038103D269B633813FC60C", "parentId": "1f", "id": "EEE19B7EC3C1B174",
             "kind": "SERVER", "name": "get /cart", "timestamp": 1767225600000123, "duration": 1500,
             "localEndpoint": {"serviceName": "cart", "ipv4": "10.0.0.7", "port": 8080},
             "remoteEndpoint": {"serviceName": "web", "ipv4": "10.0.0.9", "port": 52000},
             "annotations": [{"timestamp": 1767225600000200, "value": "ws"}],
             "tags": {"http.method": "GET", "otel.scope.name": "io.http", "otel.scope.version": "1.2",
               "w3c.tracestate": "a=b", "k8s.pod.name": "cart-7d4b9", "host.name": "node-1",
               "otel.status_code": "ERROR", "otel.status_description": "refused"},
             "shared": true}
            """
                .replace("\n", ""));

    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).isEqualTo("000000000000001f");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.name()).isEqualTo("get /cart");
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_123_000L);
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.scope()).isEqualTo("io.http");
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("refused");
    assertThat(span.events())
        .containsExactly(new SpanEvent(1_767_225_600_000_200_000L, "ws", Attributes.EMPTY));
    assertThat(span.attributes().text())
        .isEqualTo(
            Map.of(
                "http.request.method", "GET",
                "otel.scope.version", "1.2",
                "peer.service", "web",
                "network.peer.address", "10.0.0.9",
                "zipkin.shared", "true"));
    assertThat(span.attributes().numbers())
        .isEqualTo(Map.of("network.peer.port", 52000.0, "network.local.port", 8080.0));
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().instance()).isEqualTo("10.0.0.7");
    assertThat(span.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(span.resource().node()).isEqualTo("node-1");
  }

  @ParameterizedTest
  @CsvSource({
    "'',      ERROR, '',      false",
    "true,    ERROR, '',      false",
    "timeout, ERROR, timeout, true",
    "false,   UNSET, '',      true"
  })
  void theErrorTagMakesAnErrorByBeingThere(
      String value, StatusCode status, String message, boolean stays) throws IOException {
    Span span =
        only(
            "{\"traceId\":\"1\",\"id\":\"2\",\"kind\":\"CLIENT\",\"tags\":{\"error\":\"%s\"}}"
                .formatted(value));

    assertThat(span.status()).isEqualTo(status);
    assertThat(span.statusMessage()).isEqualTo(message);
    assertThat(span.attributes().text().containsKey("error")).isEqualTo(stays);
  }

  @Test
  void aSharedSpanOfVersion1IsSplitIntoItsClientsAndItsServersSide() throws IOException {
    List<Span> spans =
        read(bytes(
                """
                [{"traceId": "1f", "name": "get", "id": "2f",
                  "annotations": [
                    {"timestamp": 1767225600000000, "value": "cs", "endpoint": {"serviceName": "web"}},
                    {"timestamp": 1767225600000100, "value": "sr", "endpoint": {"serviceName": "cart"}},
                    {"timestamp": 1767225600000300, "value": "ss", "endpoint": {"serviceName": "cart"}},
                    {"timestamp": 1767225600000400, "value": "cr", "endpoint": {"serviceName": "web"}}],
                  "binaryAnnotations": [
                    {"key": "http.path", "value": "/cart", "endpoint": {"serviceName": "web"}}]}]
                """))
            .spans;

    assertThat(spans)
        .extracting(
            Span::spanId,
            Span::kind,
            span -> span.resource().service(),
            Span::durationNanos,
            span -> span.attributes().get("url.path").orElse(""))
        .containsExactlyInAnyOrder(
            tuple("000000000000002f", SpanKind.CLIENT, "web", 400_000L, "/cart"),
            tuple("000000000000002f", SpanKind.SERVER, "cart", 200_000L, ""));
  }

  @Test
  void readsListsAndListsOfTracesAsLines() throws IOException {
    String list = "[\n%s,\n%s\n]\n".formatted(goodLine(1), goodLine(2));
    String traces = "[[%s],[%s]]".formatted(goodLine(1), goodLine(2));
    List<Span> lines = read(file(1, 2)).spans;

    assertThat(read(bytes(list)).spans).isEqualTo(lines);
    assertThat(read(bytes(traces)).spans).isEqualTo(lines);
  }

  @Test
  void aBrokenSpanInAListOverLinesLosesNoOther() throws IOException {
    String list =
        "[\n%s,\n{\"traceId\":\"1f\",\"id\":},\n%s,\n%s\n]\n"
            .formatted(goodLine(1), goodLine(2), goodLine(3));

    CollectingSink sink = read(bytes(list));

    assertThat(sink.spans).hasSize(3);
    assertThat(sink.rejects).hasSize(2);
  }

  @Test
  void anIdThatTheCodecRefusesIsARejectWithItsReason() throws IOException {
    String broken = "{\"traceId\":\"1f\",\"id\":\"no id\",\"kind\":\"CLIENT\"}";

    CollectingSink sink = read(bytes(goodLine(1) + "\n" + broken));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).reason()).startsWith("no Zipkin span: ").contains("id");
    assertThat(sink.rejects.get(0).text()).isEqualTo(broken);
  }

  @Test
  void readsTheTracesThatZipkinsProjectPublishesWithoutLoss() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    try (Stream<Path> files = Files.list(Path.of(data, "zipkin"))) {
      for (Path file : files.filter(path -> path.toString().contains(".json")).toList()) {
        CollectingSink sink = read(Files.readAllBytes(file));
        assertThat(sink.rejects).as("%s", file).isEmpty();
        assertThat(sink.spans).as("%s", file).isNotEmpty();
      }
    }
  }

  private Span only(String text) throws IOException {
    CollectingSink sink = new CollectingSink();
    Formats zipkin = Formats.standard(Limits.STANDARD).only(format().name()).orElseThrow();
    new ArchiveReader(zipkin, Limits.STANDARD, Redaction.standard())
        .read("spans.json", new ByteArrayInputStream(bytes(text)), sink);
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).hasSize(1);
    return sink.spans.get(0);
  }
}
