package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigNozJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  @Override
  protected TelemetryFormat format() {
    return new RowsJsonFormat("signoz-json", new SigNozTables(Limits.STANDARD), Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "signoz_index_v3.jsonl";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"timestamp\":\"2026-01-01 00:00:00.000000000\",\"trace_id\":\"%s\",\"span_id\":\"%016x\",\"name\":\"GET /%d\",\"duration_nano\":\"500\"}"
        .formatted(TRACE, number + 1, number);
  }

  @Override
  protected String badLine() {
    return "{\"timestamp\":\"2026-01-01 00:00:00.000000000\",\"trace_id\":";
  }

  @Test
  void aRowOfTheIndexIsASpanWithTypedAttributes() throws IOException {
    Span span =
        span(
            """
            {"ts_bucket_start":"1767225600","resource_fingerprint":"x","timestamp":"2026-01-01 00:00:00.000000001","trace_id":"%1$s",\
            "span_id":"%2$s","trace_state":"a=b","parent_span_id":"00f067aa0ba902b7","flags":1,"name":"POST /pay","kind":2,"kind_string":"Server",\
            "duration_nano":"500000","status_code":2,"status_message":"no answer","status_code_string":"Error",\
            "attributes_string":{"http.request.method":"POST"},"attributes_number":{"http.response.status_code":503},"attributes_bool":{"retried":true},\
            "resources_string":{"service.name":"cart"},"scope":{"name":"http","version":"1.2"},\
            "events":["{\\"name\\":\\"exception\\",\\"timeUnixNano\\":1767225600000400001,\\"attributeMap\\":{\\"exception.type\\":\\"IOException\\"},\\"isError\\":true}"],\
            "links":"[{\\"traceId\\":\\"%1$s\\",\\"spanId\\":\\"00f067aa0ba902b7\\",\\"refType\\":\\"CHILD_OF\\"},{\\"traceId\\":\\"%1$s\\",\\"spanId\\":\\"00f067aa0ba902b8\\",\\"refType\\":\\"FOLLOWS_FROM\\"}]",\
            "http_method":"POST","has_error":true,"is_remote":"unknown"}
            """
                .formatted(TRACE, SPAN));

    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(span.durationNanos()).isEqualTo(500_000);
    assertThat(span.parentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.name()).isEqualTo("POST /pay");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no answer");
    assertThat(span.scope()).isEqualTo("http");
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.attributes().text())
        .isEqualTo(
            Map.of("http.request.method", "POST", "retried", "true", "otel.scope.version", "1.2"));
    assertThat(span.attributes().numbers()).isEqualTo(Map.of("http.response.status_code", 503.0));
    assertThat(span.events())
        .extracting(
            event -> event.unixNanos(), event -> event.name(), event -> event.attributes().text())
        .containsExactly(
            tuple(
                1_767_225_600_000_400_001L, "exception", Map.of("exception.type", "IOException")));
    assertThat(span.links())
        .as("the parent is no link")
        .extracting(link -> link.spanId())
        .containsExactly("00f067aa0ba902b8");
  }

  @Test
  void aRowWithNothingButIdsHasEveryOtherColumnAbsent() throws IOException {
    Span span =
        span(
            "{\"trace_id\":\"%s\",\"span_id\":\"%s\",\"duration_nano\":0,\"events\":[\"no JSON\"],\"links\":\"\"}"
                .formatted(TRACE, SPAN));

    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes().isEmpty()).isTrue();
    assertThat(span.resource().attributes().isEmpty()).isTrue();
    assertThat(span.links()).isEmpty();
  }

  @Test
  void aRowOfTheOlderIndexIsTheSameSpan() throws IOException {
    Span older =
        span(
            """
            {"timestamp":"2026-01-01 00:00:00.000000001","traceID":"%1$s","spanID":"%2$s","parentSpanID":"","serviceName":"cart","name":"GET /",\
            "kind":3,"durationNano":7,"statusCode":1,"stringTagMap":{"a":"b"},"numberTagMap":{"n":1},"boolTagMap":{"t":false},\
            "resourceTagsMap":{"host.name":"node-1"},"events":[]}
            """
                .formatted(TRACE, SPAN));

    assertThat(older)
        .isEqualTo(
            span(
                """
                {"timestamp":"2026-01-01 00:00:00.000000001","trace_id":"%1$s","span_id":"%2$s","parent_span_id":"","name":"GET /",\
                "kind_string":"Client","duration_nano":7,"status_code_string":"Ok","attributes_string":{"a":"b"},"attributes_number":{"n":1},\
                "attributes_bool":{"t":false},"resources_string":{"service.name":"cart","host.name":"node-1"}}
                """
                    .formatted(TRACE, SPAN)));
  }

  @Test
  void aRowOfLogsIsARecordAndSoIsOneOfTheOlderTable() throws IOException {
    LogRecord log =
        log(
            """
            {"timestamp":"1767225600000000001","observed_timestamp":"1767225600000000009","id":"x","trace_id":"%1$s","span_id":"%2$s","trace_flags":1,\
            "severity_text":"error","severity_number":17,"body":"lost","attributes_string":{"a":"b"},"attributes_number":{"n":1.5},\
            "attributes_bool":{"t":true},"resources_string":{"service.name":"cart"},"scope_name":"","scope_version":"","scope_string":{}}
            """
                .formatted(TRACE, SPAN));

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.spanId()).isEqualTo(SPAN);
    assertThat(log.severity()).isEqualTo("ERROR");
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.body()).isEqualTo("lost");
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.attributes().text()).isEqualTo(Map.of("a", "b", "t", "true"));
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("n", 1.5));
    assertThat(
            log(
                """
                {"timestamp":1767225600000000001,"observed_timestamp":0,"trace_id":"%1$s","span_id":"%2$s","severity_text":"error",\
                "severity_number":17,"body":"lost","resources_string_key":["service.name"],"resources_string_value":["cart"],\
                "attributes_string_key":["a"],"attributes_string_value":["b"],"attributes_float64_key":["n"],"attributes_float64_value":[1.5],\
                "attributes_bool_key":["t"],"attributes_bool_value":[true],"attributes_int64_key":[],"attributes_int64_value":[]}
                """
                    .formatted(TRACE, SPAN)))
        .isEqualTo(log);
  }

  @Test
  void aLogWithoutATimeHasTheOneAtWhichItWasSeenAndItsScope() throws IOException {
    LogRecord log =
        log(
            "{\"timestamp\":\"0\",\"observed_timestamp\":\"1767225600000000009\",\"body\":\"up\",\"attributes_string\":{},\"scope_name\":\"s\",\"scope_string\":{\"k\":\"v\"},\"resource\":{\"service\":{\"name\":\"cart\"}}}");

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_009L);
    assertThat(log.traceId()).isEmpty();
    assertThat(log.severity()).isEmpty();
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.attributes().text())
        .isEqualTo(Map.of("otel.scope.name", "s", "otel.scope.k", "v"));
  }

  @Test
  void aRowOfAnotherTableIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"metric_name\":\"m\",\"value\":1}\n"));

    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("a row of no table of SigNoz's spans or logs");
  }

  private Span span(String line) throws IOException {
    CollectingSink sink = read(bytes(line));
    assertThat(sink.rejects).isEmpty();
    return sink.spans.get(0);
  }

  private LogRecord log(String line) throws IOException {
    CollectingSink sink = read(bytes(line));
    assertThat(sink.rejects).isEmpty();
    return sink.logs.get(0);
  }
}
