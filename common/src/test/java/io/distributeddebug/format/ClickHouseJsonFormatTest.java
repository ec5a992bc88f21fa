package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  @Override
  protected TelemetryFormat format() {
    return new RowsJsonFormat("clickhouse-json", new ClickHouseTables(), Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "otel_traces.jsonl";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"Timestamp\":\"2026-01-01 00:00:00.000000000\",\"TraceId\":\"%s\",\"SpanId\":\"%016x\",\"SpanName\":\"GET /%d\"}"
        .formatted(TRACE, number + 1, number);
  }

  @Override
  protected String badLine() {
    return "{\"Timestamp\":\"2026-01-01 00:00:00.000000000\",\"TraceId\":";
  }

  @Test
  void aRowOfTracesIsTheSpanThatWasExported() throws IOException {
    Span row =
        span(
            """
            {"Timestamp":"2026-01-01 00:00:00.000000001","TraceId":"%1$s","SpanId":"%2$s","ParentSpanId":"00f067aa0ba902b7",\
            "TraceState":"a=b","SpanName":"POST /pay","SpanKind":"Server","ServiceName":"cart",\
            "ResourceAttributes":{"service.name":"cart","k8s.pod.name":"cart-7d4b9"},"ScopeName":"http","ScopeVersion":"1.2",\
            "SpanAttributes":{"http.request.method":"POST"},"Duration":"500000","StatusCode":"Error","StatusMessage":"no answer",\
            "Events.Timestamp":["2026-01-01 00:00:00.000400001"],"Events.Name":["exception"],"Events.Attributes":[{"exception.type":"IOException"}],\
            "Links.TraceId":["%1$s",""],"Links.SpanId":["00f067aa0ba902b8",""],"Links.TraceState":["",""],"Links.Attributes":[{"why":"retry"},{}]}
            """
                .formatted(TRACE, SPAN));

    assertThat(row)
        .isEqualTo(
            span(
                """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}},\
                {"key":"k8s.pod.name","value":{"stringValue":"cart-7d4b9"}}]},"scopeSpans":[{"scope":{"name":"http","version":"1.2"},"spans":[{\
                "traceId":"%1$s","spanId":"%2$s","parentSpanId":"00f067aa0ba902b7","traceState":"a=b","name":"POST /pay","kind":2,\
                "startTimeUnixNano":"1767225600000000001","endTimeUnixNano":"1767225600000500001",\
                "attributes":[{"key":"http.request.method","value":{"stringValue":"POST"}}],"status":{"code":2,"message":"no answer"},\
                "events":[{"timeUnixNano":"1767225600000400001","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"IOException"}}]}],\
                "links":[{"traceId":"%1$s","spanId":"00f067aa0ba902b8","attributes":[{"key":"why","value":{"stringValue":"retry"}}]}]}]}]}]}
                """
                    .formatted(TRACE, SPAN)));
  }

  @Test
  void aRowWithNothingButIdsAndNameHasEveryOtherColumnAbsent() throws IOException {
    Span span =
        span(
            "{\"TraceId\":\"%s\",\"SpanId\":\"%s\",\"SpanName\":\"GET /\"}".formatted(TRACE, SPAN));

    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.startUnixNanos()).isZero();
    assertThat(span.durationNanos()).isZero();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.scope()).isEmpty();
    assertThat(span.resource().attributes().isEmpty()).isTrue();
    assertThat(span.attributes().isEmpty()).isTrue();
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
  }

  @Test
  void attributesOfTypeJsonKeepTheirNumbersAndNestedColumnsMayBeObjects() throws IOException {
    Span span =
        span(
            """
            {"Timestamp":"1767225600.000000001","TraceId":"%s","SpanId":"%s","SpanName":"GET /","ServiceName":"cart",\
            "ResourceAttributes":{"k8s":{"pod":{"name":"cart-7d4b9"}}},"SpanAttributes":{"http":{"response":{"status_code":503}}},\
            "Events":[{"Timestamp":"2026-01-01T00:00:00.5Z","Name":"retry","Attributes":{"n":{"of":2}}}],"Links":[]}
            """
                .formatted(TRACE, SPAN));

    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(span.attributes().numbers()).isEqualTo(Map.of("http.response.status_code", 503.0));
    assertThat(span.events())
        .extracting(event -> event.unixNanos(), event -> event.name())
        .containsExactly(tuple(1_767_225_600_500_000_000L, "retry"));
    assertThat(span.events().get(0).attributes().numbers()).isEqualTo(Map.of("n.of", 2.0));
  }

  @ParameterizedTest
  @CsvSource({
    "Server, SERVER",
    "SPAN_KIND_CLIENT, CLIENT",
    "Internal, INTERNAL",
    "Producer, PRODUCER",
    "Consumer, CONSUMER",
    "Unspecified, UNSPECIFIED",
    "'', UNSPECIFIED"
  })
  void theKindIsWrittenInTwoWays(String written, SpanKind kind) throws IOException {
    String row =
        goodLine(1).replace("\"SpanName\"", "\"SpanKind\":\"" + written + "\",\"SpanName\"");

    assertThat(span(row).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"Ok, OK", "Error, ERROR", "STATUS_CODE_ERROR, ERROR", "Unset, UNSET", "'', UNSET"})
  void soIsTheStatus(String written, StatusCode status) throws IOException {
    String row =
        goodLine(1).replace("\"SpanName\"", "\"StatusCode\":\"" + written + "\",\"SpanName\"");

    assertThat(span(row).status()).isEqualTo(status);
  }

  @Test
  void aSpanWithoutUsableIdsIsAReject() throws IOException {
    CollectingSink sink =
        read(bytes("{\"TraceId\":\"\",\"SpanId\":\"%s\",\"SpanName\":\"a\"}".formatted(SPAN)));

    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("no usable trace id");
  }

  @Test
  void aRowOfLogsIsTheRecordThatWasExported() throws IOException {
    LogRecord row =
        log(
            """
            {"Timestamp":"2026-01-01 00:00:00.000000001","TimestampTime":"2026-01-01 00:00:00","TraceId":"%1$s","SpanId":"%2$s",\
            "TraceFlags":1,"SeverityText":"Error","SeverityNumber":17,"ServiceName":"cart","Body":"lost","ResourceSchemaUrl":"",\
            "ResourceAttributes":{"service.name":"cart"},"ScopeSchemaUrl":"","ScopeName":"log","ScopeVersion":"1","ScopeAttributes":{"s":"t"},\
            "LogAttributes":{"a":"b"},"EventName":"session.start"}
            """
                .formatted(TRACE, SPAN));

    assertThat(row)
        .isEqualTo(
            log(
                """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeLogs":[{\
                "scope":{"name":"log","version":"1","attributes":[{"key":"s","value":{"stringValue":"t"}}]},"logRecords":[{"timeUnixNano":"1767225600000000001",\
                "traceId":"%1$s","spanId":"%2$s","severityText":"Error","severityNumber":17,"body":{"stringValue":"lost"},"eventName":"session.start",\
                "attributes":[{"key":"a","value":{"stringValue":"b"}}]}]}]}]}
                """
                    .formatted(TRACE, SPAN)));
  }

  @Test
  void aLogWithNothingButItsTextHasEveryOtherColumnAbsent() throws IOException {
    LogRecord log =
        log("{\"Timestamp\":\"2026-01-01 00:00:00\",\"Body\":\"up\",\"LogAttributes\":{}}");

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.traceId()).isEmpty();
    assertThat(log.severity()).isEmpty();
    assertThat(log.severityNumber()).isZero();
    assertThat(log.attributes().isEmpty()).isTrue();
    assertThat(log.resource().attributes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2, true, CUMULATIVE_SUM",
    "2, false, GAUGE",
    "1, true, DELTA_SUM",
    "1, false, DELTA_SUM"
  })
  void theTemporalityOfASumTellsItsKind(int temporality, boolean monotonic, MetricKind kind)
      throws IOException {
    MetricPoint point =
        point(
            "\"Value\":7,\"Flags\":0,\"AggregationTemporality\":%d,\"IsMonotonic\":%s"
                .formatted(temporality, monotonic));

    assertThat(point.kind()).isEqualTo(kind);
    assertThat(point.value()).isEqualTo(7);
  }

  @Test
  void aGaugeIsAPointWithWhatItsScopeAndResourceSay() throws IOException {
    MetricPoint point =
        point(
            "\"Value\":0.5,\"ScopeName\":\"s\",\"MetricUnit\":\"By\",\"Attributes\":{\"a\":\"b\"},\"ResourceAttributes\":{\"service.name\":\"cart\"},\"StartTimeUnix\":\"2026-01-01 00:00:00\"");

    assertThat(point.kind()).isEqualTo(MetricKind.GAUGE);
    assertThat(point.unit()).isEqualTo("By");
    assertThat(point.startUnixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(point.unixNanos()).isEqualTo(1_767_225_601_000_000_000L);
    assertThat(point.resource().service()).isEqualTo("cart");
    assertThat(point.attributes().text()).isEqualTo(Map.of("a", "b", "otel.scope.name", "s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"BucketCounts\":[\"1\",2],\"ExplicitBounds\":[10],\"Min\":1,\"Max\":20,\"AggregationTemporality\":2 | HISTOGRAM |"
            + " {\"bounds\":[10.0],\"counts\":[1,2],\"max\":20.0,\"min\":1.0}",
        "\"BucketCounts\":[],\"ExplicitBounds\":[],\"Min\":0,\"Max\":0,\"AggregationTemporality\":1 | HISTOGRAM |"
            + " {\"bounds\":[],\"counts\":[],\"temporality\":\"delta\"}",
        "\"Scale\":3,\"ZeroCount\":1,\"PositiveOffset\":-2,\"PositiveBucketCounts\":[1,1],\"NegativeOffset\":0,\"NegativeBucketCounts\":[] |"
            + " EXPONENTIAL_HISTOGRAM |"
            + " {\"negative\":{\"counts\":[],\"offset\":0},\"positive\":{\"counts\":[1,1],\"offset\":-2},\"scale\":3,\"zero_count\":1}",
        "\"ValueAtQuantiles.Quantile\":[0.5,0.9],\"ValueAtQuantiles.Value\":[1,2] | SUMMARY |"
            + " {\"quantiles\":[{\"quantile\":0.5,\"value\":1.0},{\"quantile\":0.9,\"value\":2.0}]}"
      })
  void aDistributionKeepsItsParts(String columns, MetricKind kind, String distribution)
      throws IOException {
    MetricPoint point = point("\"Count\":3,\"Sum\":31.5," + columns);

    assertThat(point.kind()).isEqualTo(kind);
    assertThat(point.value()).isEqualTo(31.5);
    assertThat(point.count()).isEqualTo(3);
    assertThat(point.distribution()).isEqualTo(distribution);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Value\":1,\"Flags\":1 | no recorded value: the series ended",
        "\"Value\":null | value missing or not finite",
        "\"MetricName\":\"\",\"Value\":1 | metric without a name"
      })
  void aPointThatTellsNothingIsAReject(String columns, String reason) throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"MetricName\":\"m\",\"TimeUnix\":\"2026-01-01 00:00:01\",%s}"
                    .formatted(columns)));

    assertThat(sink.rejects).extracting(Reject::reason).containsExactly(reason);
  }

  @Test
  void oneAnswerWithItsRowsUnderDataIsReadAlike() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\n\t\"meta\":\n\t[\n\t\t{\"name\": \"TraceId\", \"type\": \"String\"}\n\t],\n\t\"data\":\n\t[\n\t\t%s,\n\t\t%s\n\t],\n\t\"rows\": 2\n}\n"
                    .formatted(goodLine(1), goodLine(2))));

    assertThat(sink.spans).hasSize(2);
    assertThat(sink.rejects).isEmpty();
  }

  @Test
  void aRowOfAnotherTableIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"x\":1}\n"));

    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("a row of no table of OpenTelemetry's for ClickHouse");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Timestamp\":\"2026-01-01T00:00:00Z\",\"Level\":\"Error\",\"MessageTemplate\":\"a\",\"Message\":\"a\"}",
        "{\"Timestamp\":\"2026-01-01T00:00:00Z\",\"SeverityText\":\"INFO\",\"Body\":\"a\",\"TraceId\":\"1f\"}"
      })
  void aLogWithCapitalNamesIsNotOfClickHouse(String line) {
    assertThat(format().recognises("a.json", bytes(line))).isInstanceOf(Recognition.No.class);
    assertThat(new JsonLogsFormat(Limits.STANDARD).recognises("a.json", bytes(line)))
        .isInstanceOf(Recognition.Yes.class);
  }

  private Span span(String line) throws IOException {
    return whole(line).spans.get(0);
  }

  private LogRecord log(String line) throws IOException {
    return whole(line).logs.get(0);
  }

  private MetricPoint point(String columns) throws IOException {
    return whole(
            "{\"MetricName\":\"m\",\"TimeUnix\":\"2026-01-01 00:00:01\",%s}".formatted(columns))
        .points
        .get(0);
  }

  private CollectingSink whole(String line) throws IOException {
    CollectingSink sink = read(bytes(line));
    assertThat(sink.rejects).isEmpty();
    return sink;
  }
}
