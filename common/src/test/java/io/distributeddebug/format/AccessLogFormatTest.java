package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogFormatTest extends TelemetryFormatContract {
  private static final String REQUEST_ID = "5b8efff7-9803-8103-a269-b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new AccessLogFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "istio-proxy.log";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return istio(
        "GET /cart/" + number + " HTTP/1.1",
        "200",
        "-",
        "outbound|9080||cart.shop.svc.cluster.local");
  }

  @Override
  protected String badLine() {
    return "[2026-01-01T00:00:00.000Z";
  }

  @Test
  void readsEveryFieldOfIstiosFormat() throws IOException {
    LogRecord log =
        only(
            istio(
                "GET /cart?id=7 HTTP/1.1",
                "503",
                "UF",
                "inbound|9080||cart.shop.svc.cluster.local"));

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.traceId()).isEqualTo(REQUEST_ID.replace("-", ""));
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().namespace()).isEqualTo("shop");
    assertThat(log.attributes().numbers())
        .isEqualTo(
            Map.of(
                "http.response.status_code", 503.0,
                "http.request.body.size", 1.0,
                "http.response.body.size", 178.0,
                "duration_ms", 3.0,
                "envoy.upstream_service_time_ms", 2.0));
    assertThat(log.attributes().text())
        .containsEntry("http.request.method", "GET")
        .containsEntry("url.path", "/cart")
        .containsEntry("url.query", "id=7")
        .containsEntry("network.protocol.version", "1.1")
        .containsEntry("envoy.response_flags", "UF")
        .containsEntry("envoy.response_code_details", "via_upstream")
        .containsEntry("user_agent.original", "curl/7 (a b)")
        .containsEntry("server.address", "cart:9080")
        .containsEntry("envoy.upstream_host", "10.0.0.1:9080")
        .containsEntry("network.peer.address", "10.0.0.9:52134")
        .containsEntry("envoy.route_name", "default")
        .containsEntry("envoy.direction", "inbound")
        .doesNotContainKeys("client.forwarded_for", "envoy.upstream_failure", "peer.service");
  }

  @Test
  void onTheWayOutTheClusterIsTheCallee() throws IOException {
    LogRecord log = only(goodLine(1));

    assertThat(log.attributes().get("peer.service")).contains("cart");
    assertThat(log.resource().service()).isEmpty();
    assertThat(log.severityNumber()).isEqualTo(9);
  }

  @Test
  void readsEnvoysOwnFormatAndIstiosJsonAlike() throws IOException {
    String text =
        "[2026-01-01T00:00:00.000Z] \"GET /cart HTTP/1.1\" 404 - 1 178 3 2 \"-\" \"curl\" \"%s\" \"cart:9080\" \"10.0.0.1:9080\""
            .formatted(REQUEST_ID);
    String json =
        "{\"start_time\":\"2026-01-01T00:00:00.000Z\",\"method\":\"GET\",\"path\":\"/cart\",\"protocol\":\"HTTP/1.1\","
            + "\"response_code\":404,\"response_flags\":\"-\",\"bytes_received\":1,\"bytes_sent\":178,\"duration\":3,"
            + "\"upstream_service_time\":\"2\",\"x_forwarded_for\":null,\"user_agent\":\"curl\",\"request_id\":\"%s\","
                .formatted(REQUEST_ID)
            + "\"authority\":\"cart:9080\",\"upstream_host\":\"10.0.0.1:9080\"}";

    LogRecord ofText = only(text);
    LogRecord ofJson = only(json);

    assertThat(ofJson.attributes()).isEqualTo(ofText.attributes());
    assertThat(ofJson.traceId()).isEqualTo(ofText.traceId());
    assertThat(ofJson.unixNanos()).isEqualTo(ofText.unixNanos());
    assertThat(ofText.severityNumber()).isEqualTo(13);
  }

  @Test
  void aTraceparentGoesBeforeTheRequestId() throws IOException {
    LogRecord log =
        only(
            "{\"start_time\":\"2026-01-01T00:00:00Z\",\"response_code\":200,\"request_id\":\"%s\","
                    .formatted(REQUEST_ID)
                + "\"traceparent\":\"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01\"}");

    assertThat(log.traceId()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(log.spanId()).isEqualTo("0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource({"0, UF, 17", "0, DC, 9", "0, -, 9", "500, -, 17", "499, -, 13", "200, -, 9"})
  void theSeverityIsThatOfTheAnswer(String code, String flags, int severity) throws IOException {
    assertThat(only(istio("GET / HTTP/1.1", code, flags, "-")).severityNumber())
        .isEqualTo(severity);
  }

  @Test
  void readsZtunnelsConnectionsInTextAndJsonAlike() throws IOException {
    String pairs =
        "src.addr=10.0.0.9:34062 src.workload=\"sleep-1\" src.namespace=\"default\" dst.addr=10.0.0.14:15008 "
            + "dst.service=\"cart.shop.svc.cluster.local\" dst.workload=\"cart-7d4b9\" dst.namespace=\"shop\" "
            + "direction=\"inbound\" bytes_sent=175 bytes_recv=80 duration=\"4ms\"";
    String text = "2026-01-01T00:00:00.000001Z\tinfo\taccess\tconnection complete\t" + pairs;
    String json =
        "{\"level\":\"info\",\"time\":\"2026-01-01T00:00:00.000001Z\",\"scope\":\"access\",\"message\":\"connection complete\","
            + "\"src.addr\":\"10.0.0.9:34062\",\"src.workload\":\"sleep-1\",\"src.namespace\":\"default\","
            + "\"dst.addr\":\"10.0.0.14:15008\",\"dst.service\":\"cart.shop.svc.cluster.local\",\"dst.workload\":\"cart-7d4b9\","
            + "\"dst.namespace\":\"shop\",\"direction\":\"inbound\",\"bytes_sent\":175,\"bytes_recv\":80,\"duration\":\"4ms\"}";

    LogRecord log = only(text);

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_001_000L);
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(log.resource().namespace()).isEqualTo("shop");
    assertThat(log.attributes().numbers())
        .isEqualTo(
            Map.of(
                "network.io.sent_bytes", 175.0,
                "network.io.received_bytes", 80.0,
                "duration_ms", 4.0));
    assertThat(log.attributes().get("peer.workload")).contains("sleep-1");
    assertThat(only(json).attributes()).isEqualTo(log.attributes());
    assertThat(only(json).resource()).isEqualTo(log.resource());
    assertThat(only(text + " error=\"connection refused\"").severityNumber()).isEqualTo(17);
  }

  @Test
  void readsLinkerdsTextAndJson() throws IOException {
    LogRecord text =
        only(
            "10.0.0.9:51160 web.shop.serviceaccount.identity.linkerd.cluster.local - [2026-01-01T00:00:00Z] \"GET http://cart:7000/items?id=7 HTTP/2.0\" 500");

    assertThat(text.resource().service()).isEqualTo("cart");
    assertThat(text.attributes().get("peer.service")).contains("web");
    assertThat(text.attributes().get("url.path")).contains("/items");
    assertThat(text.severityNumber()).isEqualTo(17);

    LogRecord json =
        only(
            "{\"client.addr\":\"10.0.0.9:51160\",\"client.id\":\"-\",\"host\":\"cart:7000\",\"method\":\"GET\",\"processing_ns\":\"39826\","
                + "\"request_bytes\":\"\",\"response_bytes\":\"19627\",\"status\":200,\"timestamp\":\"2026-01-01T00:00:00Z\","
                + "\"total_ns\":\"14441135\",\"trace_id\":\"5b8efff798038103d269b633813fc60c\",\"uri\":\"/ping\",\"user_agent\":\"probe\",\"version\":\"HTTP/1.1\"}");
    assertThat(json.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(json.attributes().numbers())
        .containsEntry("duration_ns", 14441135.0)
        .containsEntry("http.response.body.size", 19627.0)
        .doesNotContainKey("http.request.body.size");
  }

  @Test
  void readsTheCombinedFormatOfApacheAndNginx() throws IOException {
    LogRecord log =
        only(
            "10.0.0.9 - frank [01/Jan/2026:01:00:00 +0100] \"GET /cart HTTP/1.1\" 404 2326 \"-\" \"curl/7 (a b)\"");

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.severityNumber()).isEqualTo(13);
    assertThat(log.attributes().get("http.response.body.size")).contains("2326");
    assertThat(log.attributes().get("user_agent.original")).contains("curl/7 (a b)");
  }

  @Test
  void theTimeThatKubernetesPutBeforeTheLineIsKept() throws IOException {
    LogRecord log = only("2026-01-01T00:00:05.000000001Z " + goodLine(1));

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.attributes().get("observed_timestamp"))
        .contains("2026-01-01T00:00:05.000000001Z");
  }

  @Test
  void otherLinesOfTheProxyAreLogsToo() throws IOException {
    CollectingSink sink =
        read(bytes(goodLine(1) + "\n2026-01-01T00:00:00.000001Z\twarning\tenvoy\tlost xds\n"));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs).hasSize(2);
    assertThat(sink.logs.get(1).severityNumber()).isEqualTo(13);
  }

  /** B33. */
  @Test
  void aUserAgentWithQuotesForgesNoOtherField() throws IOException {
    String line = goodLine(1);
    String forged = "c\" \"00000000-0000-0000-0000-000000000001\" \"evil\" \"1.2.3.4:5";

    LogRecord log = only(line.replace("curl/7 (a b)", forged));

    assertThat(log.traceId()).isEqualTo(REQUEST_ID.replace("-", ""));
    assertThat(log.attributes().get("server.address")).contains("cart:9080");
    assertThat(log.attributes().get("envoy.upstream_host")).contains("10.0.0.1:9080");
    assertThat(log.attributes().get("peer.service")).contains("cart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"istio-waypoint.log", "linkerd-access-apache.log", "linkerd-access-json.log"})
  void readsTheLogsThatTheMeshesPublishWithoutLoss(String name) throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    Path file = Path.of(data, "mesh-access-logs", name);

    CollectingSink sink = read(Files.readAllBytes(file));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs)
        .hasSize(
            Math.toIntExact(Files.readAllLines(file).stream().filter(l -> !l.isBlank()).count()))
        .allMatch(log -> log.unixNanos() > 0)
        .allMatch(log -> log.attributes().get("http.response.status_code").isPresent());
  }

  private static String istio(String request, String code, String flags, String cluster) {
    return ("[2026-01-01T00:00:00.000Z] \"%s\" %s %s via_upstream - \"-\" 1 178 3 2 \"-\" \"curl/7 (a b)\" \"%s\" "
            + "\"cart:9080\" \"10.0.0.1:9080\" %s 10.0.0.2:1 10.0.0.3:9080 10.0.0.9:52134 - default")
        .formatted(request, code, flags, REQUEST_ID, cluster);
  }

  private LogRecord only(String text) throws IOException {
    CollectingSink sink = new CollectingSink();
    format().read("x", new java.io.ByteArrayInputStream(bytes(text)), sink);
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs).hasSize(1);
    return sink.logs.get(0);
  }
}
