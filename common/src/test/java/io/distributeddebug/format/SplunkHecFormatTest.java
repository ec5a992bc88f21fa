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

class SplunkHecFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  @Override
  protected TelemetryFormat format() {
    return new SplunkHecFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "hec.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"time\":1767225600.000,\"host\":\"node-1\",\"event\":\"request %d\"}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"time\":1767225600.000,\"host\":";
  }

  @Test
  void aTextIsALogOfItsHostWithItsFields() throws IOException {
    LogRecord log =
        log(
            """
            {"time":1767225600.250,"host":"node-1","source":"/var/log/cart.log","sourcetype":"cart","index":"main",\
            "event":"ERROR cannot pay, trace_id=%s","fields":{"service.name":"cart","k8s.pod.name":"cart-7d4b9",\
            "attempt":3,"tags":["a","b"]}}
            """
                .formatted(TRACE));

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_250_000_000L);
    assertThat(log.body()).isEqualTo("ERROR cannot pay, trace_id=" + TRACE);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(log.resource().node()).isEqualTo("node-1");
    assertThat(log.attributes().text())
        .isEqualTo(
            Map.of(
                "com.splunk.source", "/var/log/cart.log",
                "com.splunk.sourcetype", "cart",
                "com.splunk.index", "main",
                "tags", "[\"a\",\"b\"]"));
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("attempt", 3.0));
  }

  @Test
  void aTextAloneIsALogWithEveryOtherFieldAbsent() throws IOException {
    LogRecord log = log("{\"event\":\"up\",\"sourcetype\":\"\"}");

    assertThat(log.unixNanos()).isZero();
    assertThat(log.body()).isEqualTo("up");
    assertThat(log.severity()).isEmpty();
    assertThat(log.resource().attributes().isEmpty()).isTrue();
    assertThat(log.attributes().isEmpty()).isTrue();
  }

  @Test
  void anObjectIsReadAsAStructuredLog() throws IOException {
    LogRecord log =
        log(
            """
            {"time":"1767225600.000000001","event":{"level":"warn","message":"slow","ms":1200,"trace":{"id":"%s"},\
            "span":{"id":"%s"},"ts":"2026-01-01T05:00:00Z"},"fields":{"app":"cart","ms":"1200"}}
            """
                .formatted(TRACE, SPAN));

    assertThat(log.unixNanos()).as("the time of keeping").isEqualTo(1_767_225_600_000_000_001L);
    assertThat(log.body()).isEqualTo("slow");
    assertThat(log.severity()).isEqualTo("WARN");
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.spanId()).isEqualTo(SPAN);
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("ms", 1200.0));
  }

  @Test
  void withoutATimeTheEventsOwnCounts() throws IOException {
    assertThat(log("{\"event\":\"2026-01-01T00:00:00Z INFO up\",\"host\":\"a\"}").unixNanos())
        .isEqualTo(1_767_225_600_000_000_000L);
    assertThat(
            log("{\"event\":{\"ts\":\"2026-01-01T00:00:00Z\",\"msg\":\"up\"},\"host\":\"a\"}")
                .unixNanos())
        .isEqualTo(1_767_225_600_000_000_000L);
  }

  @Test
  void theContainerOfASourceTypeIsTheServiceWhereNothingElseIs() throws IOException {
    assertThat(
            log("{\"event\":\"up\",\"sourcetype\":\"kube:container:cart\"}").resource().service())
        .isEqualTo("cart");
    assertThat(
            log("{\"event\":\"up\",\"sourcetype\":\"kube:container:app\",\"fields\":{\"service.name\":\"cart\"}}")
                .resource()
                .service())
        .isEqualTo("cart");
  }

  @ParameterizedTest
  @CsvSource({"'\"otel.log.severity.text\":\"Error\",', 17", "'', 21"})
  void theSeverityOfOpenTelemetrysExporterCounts(String text, int expected) throws IOException {
    LogRecord log =
        log(
            "{\"time\":1767225600,\"event\":\"lost\",\"host\":\"unknown\",\"fields\":{%s\"otel.log.severity.number\":21}}"
                .formatted(text));

    assertThat(log.severityNumber()).isEqualTo(expected);
    assertThat(log.resource().node()).isEmpty();
    assertThat(log.attributes().isEmpty()).isTrue();
  }

  @Test
  void anEventWithTheFieldsOfASpanIsOne() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"time":1767225600,"host":"node-1","source":"otel","sourcetype":"otel","index":"traces","event":{\
                "trace_id":"%1$s","span_id":"%2$s","parent_span_id":"00f067aa0ba902b7","name":"POST /pay",\
                "attributes":{"http.response.status_code":503,"http.request.method":"POST"},"end_time":1767225600000500001,\
                "kind":"Server","status":{"message":"no answer","code":"Error"},"start_time":1767225600000000001,\
                "trace_state":"a=b","events":[{"attributes":{"exception.type":"IOException"},"name":"exception","timestamp":1767225600000400001}],\
                "links":[{"attributes":{"why":"retry"},"trace_id":"%1$s","span_id":"00f067aa0ba902b8","trace_state":""},{"trace_id":"","span_id":""}]},\
                "fields":{"service.name":"cart","service.version":"1.2"}}
                """
                    .formatted(TRACE, SPAN)));

    assertThat(sink.rejects).isEmpty();
    Span span = sink.spans.get(0);
    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo(SPAN);
    assertThat(span.parentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.name()).isEqualTo("POST /pay");
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no answer");
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(span.durationNanos()).isEqualTo(500_000);
    assertThat(span.attributes().text()).isEqualTo(Map.of("http.request.method", "POST"));
    assertThat(span.attributes().numbers()).isEqualTo(Map.of("http.response.status_code", 503.0));
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().version()).isEqualTo("1.2");
    assertThat(span.resource().node()).isEqualTo("node-1");
    assertThat(span.events())
        .extracting(event -> event.unixNanos(), event -> event.name())
        .containsExactly(tuple(1_767_225_600_000_400_001L, "exception"));
    assertThat(span.links())
        .extracting(link -> link.spanId(), link -> link.attributes().text())
        .containsExactly(tuple("00f067aa0ba902b8", Map.of("why", "retry")));
  }

  @Test
  void aSpanWithNothingButIdsAndTimesHasEveryOtherFieldAbsent() throws IOException {
    Span span =
        read(bytes(
                "{\"time\":1,\"event\":{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"start_time\":0,\"end_time\":0}}"
                    .formatted(TRACE, SPAN)))
            .spans
            .get(0);

    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.name()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.startUnixNanos()).isZero();
    assertThat(span.attributes().isEmpty()).isTrue();
    assertThat(span.resource().attributes().isEmpty()).isTrue();
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', eee19b7ec3c1b174, '', no usable trace id",
    "5b8efff798038103d269b633813fc60c, 0000000000000000, '', no usable span id",
    "5b8efff798038103d269b633813fc60c, eee19b7ec3c1b174, else, no usable parent span id"
  })
  void aSpanWithoutUsableIdsIsAReject(String trace, String span, String parent, String reason)
      throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"time\":1,\"event\":{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"parent_span_id\":\"%s\",\"start_time\":1,\"end_time\":2}}"
                    .formatted(trace, span, parent)));

    assertThat(sink.records()).isZero();
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly(reason);
  }

  @Test
  void eachMetricOfAnEventIsAPoint() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"time":1767225600.000,"event":"metric","source":"metrics","host":"node-1","fields":{"service":"cart","region":"eu",\
                "metric_type":"Sum","metric_name:requests":7,"metric_name:errors":"0.5"}}
                """));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::kind, MetricPoint::value)
        .containsExactly(
            tuple("errors", MetricKind.CUMULATIVE_SUM, 0.5),
            tuple("requests", MetricKind.CUMULATIVE_SUM, 7.0));
    assertThat(sink.points)
        .allSatisfy(
            point -> {
              assertThat(point.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
              assertThat(point.resource().service()).isEqualTo("cart");
              assertThat(point.resource().node()).isEqualTo("node-1");
              assertThat(point.attributes().text())
                  .isEqualTo(Map.of("region", "eu", "com.splunk.source", "metrics"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "cpu.usage, '', GAUGE",
    "requests_total, '', CUMULATIVE_SUM",
    "requests, c, DELTA_SUM",
    "requests_total, Gauge, GAUGE",
    "latency_bucket, Histogram, CUMULATIVE_SUM"
  })
  void aSingleMetricIsAPointWhoseKindItsTypeOrNameTells(String name, String type, MetricKind kind)
      throws IOException {
    String typed = type.isEmpty() ? "" : "\"metric_type\":\"" + type + "\",";
    CollectingSink sink =
        read(
            bytes(
                "{\"event\":\"metric\",\"fields\":{%s\"_value\":1099511627776,\"metric_name\":\"%s\"}}"
                    .formatted(typed, name)));

    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::kind, MetricPoint::value)
        .containsExactly(tuple(name, kind, 1_099_511_627_776.0));
    assertThat(sink.points.get(0).attributes().isEmpty()).isTrue();
  }

  @Test
  void aMetricThatIsNoNumberIsAReject() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"event\":\"metric\",\"fields\":{\"metric_name:a\":1,\"metric_name:b\":\"NaN\",\"metric_name:\":2}}"));

    assertThat(sink.points).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("metric without a name", "value missing or not finite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"host\":\"a\"}", "{\"host\":\"a\",\"event\":\" \"}"})
  void anEventWithoutContentIsAReject(String line) throws IOException {
    assertThat(read(bytes(goodLine(1) + "\n" + line)).rejects)
        .extracting(Reject::reason)
        .containsExactly("an event without content");
  }

  @Test
  void anUnreadableTimeIsAReject() throws IOException {
    assertThat(read(bytes("{\"time\":\"soon\",\"event\":\"up\"}")).rejects)
        .extracting(Reject::reason)
        .containsExactly("no usable time");
  }

  @Test
  void objectsMayFollowOneAnotherOnOneLineOrOverManyOrInAList() throws IOException {
    String event = "{\"time\":1767225600,\"event\":\"up\"}";

    assertThat(read(bytes(event + event)).logs).hasSize(2);
    assertThat(read(bytes("{\n \"time\":1767225600,\n \"event\":\"up\"\n}\n")).logs).hasSize(1);
    assertThat(read(bytes("[" + event + "," + event + "]")).logs).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\":1767225600,\"event\":\"up\",\"level\":\"info\"}",
        "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"event\":\"up\",\"level\":\"info\"}"
      })
  void aStructuredLogWithAnEventIsNoneOfSplunks(String line) {
    assertThat(format().recognises("a.json", bytes(line))).isInstanceOf(Recognition.No.class);
    assertThat(new JsonLogsFormat(Limits.STANDARD).recognises("a.json", bytes(line)))
        .isInstanceOf(Recognition.Yes.class);
  }

  private LogRecord log(String line) throws IOException {
    CollectingSink sink = read(bytes(line));
    assertThat(sink.rejects).isEmpty();
    return sink.logs.get(0);
  }
}
