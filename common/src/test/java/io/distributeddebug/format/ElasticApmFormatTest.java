package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticApmFormatTest extends TelemetryFormatContract {
  private static final String METADATA =
      "{\"metadata\":{\"service\":{\"name\":\"cart\",\"version\":\"1.2\",\"agent\":{\"name\":\"java\"}},"
          + "\"system\":{\"hostname\":\"node-1\",\"kubernetes\":{\"namespace\":\"shop\",\"pod\":{\"name\":\"cart-7d4b9\"}}}}}\n";
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new ElasticApmFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "events.ndjson";
  }

  @Override
  protected String preamble() {
    return METADATA;
  }

  @Override
  protected String goodLine(int number) {
    return "{\"transaction\":{\"trace_id\":\"%s\",\"id\":\"%016x\",\"name\":\"GET /cart/%d\",\"type\":\"request\",\"timestamp\":1767225600000000,\"duration\":1.5,\"span_count\":{\"started\":0}}}"
        .formatted(TRACE, number + 1, number);
  }

  @Override
  protected String badLine() {
    return "{\"transaction\":{\"trace_id\":";
  }

  @Test
  void aTransactionIsTheServersSide() throws IOException {
    Span span =
        read(bytes(
                METADATA
                    + """
                    {"transaction":{"trace_id":"%s","id":"eee19b7ec3c1b174","parent_id":"eee19b7ec3c1b173","name":"GET /cart",\
                    "type":"request","result":"HTTP 5xx","outcome":"failure","timestamp":1767225600000123,"duration":1.5,\
                    "context":{"request":{"method":"GET","url":{"full":"http://cart/x","pathname":"/x"}},\
                    "response":{"status_code":503},"tags":{"a":"b","n":1}}}}
                    """
                        .formatted(TRACE)))
            .spans
            .get(0);

    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_123_000L);
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().version()).isEqualTo("1.2");
    assertThat(span.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(span.resource().namespace()).isEqualTo("shop");
    assertThat(span.resource().node()).isEqualTo("node-1");
    assertThat(span.attributes().text())
        .isEqualTo(
            Map.of(
                "http.request.method", "GET",
                "url.full", "http://cart/x",
                "url.path", "/x",
                "a", "b",
                "apm.transaction.type", "request",
                "apm.transaction.result", "HTTP 5xx"));
    assertThat(span.attributes().numbers())
        .isEqualTo(Map.of("http.response.status_code", 503.0, "n", 1.0));
  }

  @Test
  void aSpanThatNamesWhatItCallsIsTheClientsSide() throws IOException {
    Span span =
        read(bytes(
                METADATA
                    + """
                    {"span":{"trace_id":"%s","id":"2","transaction_id":"1","name":"SELECT","type":"db","subtype":"postgresql",\
                    "timestamp":1767225600000000,"duration":2,"context":{"db":{"statement":"SELECT 1","instance":"shop"},\
                    "destination":{"address":"db-1","port":5432,"service":{"resource":"postgresql/shop"}}},\
                    "links":[{"trace_id":"1f","span_id":"2f"}]}}
                    """
                        .formatted(TRACE)))
            .spans
            .get(0);

    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.parentSpanId()).isEqualTo("0000000000000001");
    assertThat(span.attributes().text())
        .containsEntry("db.query.text", "SELECT 1")
        .containsEntry("db.system.name", "postgresql")
        .containsEntry("db.namespace", "shop")
        .containsEntry("peer.service", "postgresql/shop")
        .containsEntry("server.address", "db-1");
    assertThat(span.attributes().numbers()).containsEntry("server.port", 5432.0);
    assertThat(span.links()).hasSize(1);
  }

  @Test
  void aSpanWithNothingButIdsIsReadWithEveryOtherFieldAbsent() throws IOException {
    Span span =
        read(bytes(METADATA + "{\"span\":{\"trace_id\":\"1f\",\"id\":\"2f\"}}")).spans.get(0);

    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.startUnixNanos()).isZero();
    assertThat(span.durationNanos()).isZero();
    assertThat(span.kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes().isEmpty()).isTrue();
  }

  @Test
  void anErrorIsALogOfItsSpan() throws IOException {
    LogRecord log =
        read(bytes(
                METADATA
                    + """
                    {"error":{"id":"e","trace_id":"%s","parent_id":"eee19b7ec3c1b174","timestamp":1767225600000000,"culprit":"a.b",\
                    "exception":{"type":"IOException","message":"reset","stacktrace":[{"function":"f","filename":"F.java","lineno":7}]}}}
                    """
                        .formatted(TRACE)))
            .logs
            .get(0);

    assertThat(log.body()).isEqualTo("reset");
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(log.attributes().text())
        .isEqualTo(
            Map.of(
                "exception.type", "IOException",
                "exception.message", "reset",
                "exception.stacktrace", "at f (F.java:7)",
                "error.culprit", "a.b"));
  }

  @Test
  void theSamplesOfAMetricsetArePoints() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                METADATA
                    + """
                    {"metricset":{"timestamp":1767225600000000,"tags":{"a":"b"},"samples":{"heap":{"value":5,"unit":"byte"},\
                    "calls":{"type":"counter","value":7},"latency":{"values":[1,2],"counts":[3,4]},"none":{}}}}
                    """));

    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::kind, MetricPoint::value, MetricPoint::count)
        .containsExactly(
            tuple("heap", MetricKind.GAUGE, 5.0, 0L),
            tuple("calls", MetricKind.CUMULATIVE_SUM, 7.0, 0L),
            tuple("latency", MetricKind.HISTOGRAM, 11.0, 7L));
    assertThat(sink.points.get(0).resource().service()).isEqualTo("cart");
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("value missing or not finite");
  }

  @Test
  void readsIndexedTransactionsSpansErrorsAndMetrics() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"_index":"apm","_source":{"@timestamp":"2026-01-01T00:00:00.000Z","processor":{"event":"transaction"},"timestamp":{"us":1767225600000123},\
                "trace":{"id":"%1$s"},"transaction":{"id":"0000000000000001","name":"GET /","type":"request","duration":{"us":1500}},"service":{"name":"cart"},\
                "http":{"response":{"status_code":200}},"event":{"outcome":"success"},"labels":{"a":"b"},"numeric_labels":{"n":1}}}
                {"_index":"apm","_source":{"@timestamp":"2026-01-01T00:00:00.000Z","processor":{"event":"span"},"trace":{"id":"%1$s"},"parent":{"id":"0000000000000001"},\
                "span":{"id":"0000000000000002","name":"SELECT","type":"db","duration":{"us":500},"destination":{"service":{"resource":"postgresql"}}},"service":{"name":"cart"}}}
                {"_index":"apm","_source":{"@timestamp":"2026-01-01T00:00:00.000Z","processor":{"event":"error"},"trace":{"id":"%1$s"},\
                "error":{"exception":[{"message":"reset","type":"E"}]},"service":{"name":"cart"}}}
                {"_index":"apm","_source":{"@timestamp":"2026-01-01T00:00:00.000Z","processor":{"event":"metric"},"jvm":{"heap":5},"service":{"name":"cart"}}}
                """
                    .formatted(TRACE)));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans)
        .extracting(Span::name, Span::kind, Span::status, Span::startUnixNanos, Span::durationNanos)
        .containsExactly(
            tuple("GET /", SpanKind.SERVER, StatusCode.OK, 1_767_225_600_000_123_000L, 1_500_000L),
            tuple(
                "SELECT", SpanKind.CLIENT, StatusCode.UNSET, 1_767_225_600_000_000_000L, 500_000L));
    assertThat(sink.spans.get(0).attributes().numbers())
        .isEqualTo(Map.of("http.response.status_code", 200.0, "n", 1.0));
    assertThat(sink.spans.get(1).parentSpanId()).isEqualTo("0000000000000001");
    assertThat(sink.spans).allMatch(span -> span.resource().service().equals("cart"));
    assertThat(sink.logs).extracting(LogRecord::body).containsExactly("reset");
    assertThat(sink.logs.get(0).severityNumber()).isEqualTo(17);
    assertThat(sink.points).extracting(MetricPoint::name).containsExactly("jvm.heap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors", "logs", "metricsets", "spans", "transactions_spans"})
  void readsTheEventsThatElasticsProjectPublishesWithoutLoss(String name) throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    Path file = Path.of(data, "elastic-apm", name + ".ndjson");
    long events =
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("{\"metadata")).count();

    CollectingSink sink = read(Files.readAllBytes(file));

    // One published line has a stray character behind its event, which is told.
    assertThat(sink.rejects).allMatch(reject -> reject.text().endsWith("}`"));
    assertThat((long) sink.records()).isGreaterThanOrEqualTo(events);
  }
}
