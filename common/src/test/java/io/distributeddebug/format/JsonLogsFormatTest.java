package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLogsFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  @Override
  protected TelemetryFormat format() {
    return new JsonLogsFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "cart.log";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"info\",\"msg\":\"request %d\"}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"time\":";
  }

  @Test
  void aRecordWithNothingButAMessageHasEveryOtherFieldAbsent() throws IOException {
    LogRecord log = only("{\"message\":\"up\"}");

    assertThat(log)
        .isEqualTo(new LogRecord(0, "", "", Resource.UNKNOWN, "", 0, "up", Attributes.EMPTY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          zap        | {"level":"error","ts":1767225600.5,"logger":"cart","msg":"lost","trace_id":"%1$s","span_id":"%2$s"}
          logrus     | {"level":"error","time":"2026-01-01T00:00:00.5Z","msg":"lost","trace_id":"%1$s","span_id":"%2$s"}
          pino       | {"level":50,"time":1767225600500,"msg":"lost","traceId":"%1$s","spanId":"%2$s"}
          serilog    | {"@t":"2026-01-01T00:00:00.5Z","@m":"lost","@l":"Error","TraceId":"%1$s","SpanId":"%2$s"}
          log4j      | {"timeMillis":1767225600500,"level":"ERROR","message":"lost","contextMap":{"traceId":"%1$s","spanId":"%2$s"}}
          structlog  | {"event":"lost","level":"error","timestamp":"2026-01-01T00:00:00.5Z","otelTraceID":"%1$s","otelSpanID":"%2$s"}
          gelf       | {"version":"1.1","short_message":"lost","timestamp":1767225600.5,"level":3,"_trace_id":"%1$s","_span_id":"%2$s"}
          cloud      | {"severity":"ERROR","time":"2026-01-01T00:00:00.5Z","message":"lost","traceparent":"00-%1$s-%2$s-01"}
          """)
  void readsWhatLoggingLibrariesWrite(String library, String line) throws IOException {
    LogRecord log = only(line.formatted(TRACE, SPAN));

    assertThat(log.unixNanos()).as(library).isEqualTo(1_767_225_600_500_000_000L);
    assertThat(log.severityNumber()).as(library).isEqualTo(17);
    assertThat(log.severity()).as(library).isEqualTo("ERROR");
    assertThat(log.body()).as(library).isEqualTo("lost");
    assertThat(log.traceId()).as(library).isEqualTo(TRACE);
    assertThat(log.spanId()).as(library).isEqualTo(SPAN);
  }

  @Test
  void keepsOtherFieldsAsAttributesAndNumbersAsNumbers() throws IOException {
    LogRecord log =
        only(
            """
            {"time": "2026-01-01T00:00:00Z", "level": "info", "msg": "up", "took_ms": 7.5, "ok": true,
             "http": {"status": 200}, "tags": ["a", 1], "none": null, "big": 9223372036854775807}
            """
                .replace("\n", ""));

    assertThat(log.attributes().numbers()).isEqualTo(Map.of("took_ms", 7.5, "http.status", 200.0));
    assertThat(log.attributes().text())
        .isEqualTo(Map.of("ok", "true", "tags", "[\"a\",1]", "big", "9223372036854775807"));
  }

  @Test
  void findsTheProcessByUsualNames() throws IOException {
    Resource resource =
        only("""
                {"time": "2026-01-01T00:00:00Z", "msg": "up", "service": "cart", "host": "node-1",
                 "kubernetes": {"pod_name": "cart-7d4b9", "namespace_name": "shop",
                   "container_name": "app", "host": "node-2"}}
                """
                .replace("\n", ""))
            .resource();

    assertThat(resource.service()).isEqualTo("cart");
    assertThat(resource.pod()).isEqualTo("cart-7d4b9");
    assertThat(resource.instance()).isEqualTo("cart-7d4b9");
    assertThat(resource.namespace()).isEqualTo("shop");
    assertThat(resource.node()).isEqualTo("node-2");
    assertThat(resource.attributes().get("host.name")).contains("node-1");
  }

  @Test
  void ofTwoFieldsForOnePurposeTheBetterNameCountsAndTheOtherStays() throws IOException {
    LogRecord log =
        only(
            """
            {"ts": 1, "timestamp": "2026-01-01T00:00:00Z", "event": "cart.lost", "message": "lost", "level": "odd"}
            """);

    assertThat(log.body()).isEqualTo("lost");
    assertThat(log.attributes().get("event")).contains("cart.lost");
    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.severity()).isEqualTo("ODD");
    assertThat(log.severityNumber()).isZero();
  }

  @Test
  void aRecordWithoutAMessageIsKeptWhole() throws IOException {
    assertThat(only("{\"time\":1767225600,\"level\":\"info\",\"n\":1}").body())
        .isEqualTo("{\"time\":1767225600,\"level\":\"info\",\"n\":1}");
  }

  @Test
  void readsAnArrayOfRecords() throws IOException {
    assertThat(read(bytes("[%s,\n%s]\n".formatted(goodLine(1), goodLine(2)))).logs)
        .isEqualTo(read(file(1, 2)).logs);
  }

  private LogRecord only(String text) throws IOException {
    CollectingSink sink = new CollectingSink();
    format().read("cart.log", new java.io.ByteArrayInputStream(bytes(text)), sink);
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs).hasSize(1);
    return sink.logs.get(0);
  }
}
