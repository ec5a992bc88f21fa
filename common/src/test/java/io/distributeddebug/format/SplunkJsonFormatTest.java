package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplunkJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new SplunkJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "export.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"preview\":false,\"offset\":%1$d,\"result\":{\"_time\":\"2026-01-01T00:00:00.000+00:00\",\"_raw\":\"request %1$d\"}}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"preview\":false,\"result\":{\"_time\":";
  }

  @Test
  void theRawEventIsTheLogAndWhatSearchesAddIsLeftOut() throws IOException {
    LogRecord log =
        log(
            """
            {"preview":false,"offset":0,"lastrow":true,"result":{"_bkt":"main~1","_cd":"1:2","_indextime":"1767225601",\
            "_raw":"level=error msg=\\"cannot pay\\" code=503","_serial":"0","_si":["a","main"],"_sourcetype":"cart",\
            "_time":"2026-01-01T01:00:00.250+01:00","code":"503","level":"error","host":"node-1","index":"main","linecount":"1",\
            "source":"/var/log/cart.log","sourcetype":"cart","splunk_server":"a","service":"cart","user":"u1"}}
            """);

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_250_000_000L);
    assertThat(log.body()).isEqualTo("cannot pay");
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().node()).isEqualTo("node-1");
    assertThat(log.attributes().text())
        .isEqualTo(
            Map.of(
                "com.splunk.source", "/var/log/cart.log",
                "com.splunk.sourcetype", "cart",
                "com.splunk.index", "main",
                "user", "u1"));
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("code", 503.0));
  }

  @Test
  void aResultWithoutRawEventIsReadByItsFields() throws IOException {
    LogRecord log =
        log(
            "{\"result\":{\"_time\":\"1767225600.5\",\"level\":\"WARN\",\"message\":\"slow\",\"host\":\"node-1\",\"x\":\"y\"}}");

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_500_000_000L);
    assertThat(log.body()).isEqualTo("slow");
    assertThat(log.severity()).isEqualTo("WARN");
    assertThat(log.resource().node()).isEqualTo("node-1");
    assertThat(log.attributes().text()).isEqualTo(Map.of("x", "y"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01 00:00:00.250 UTC, 1767225600250000000",
    "2025-12-31 19:00:00.250 EST, 1767225600250000000",
    "2026-01-01T00:00:00.250Z, 1767225600250000000",
    "2026-01-01T01:00:00.250+0100, 1767225600250000000"
  })
  void timesAreReadInTheFormsThatSearchesGive(String time, long nanos) throws IOException {
    assertThat(log("{\"result\":{\"_time\":\"%s\",\"_raw\":\"up\"}}".formatted(time)).unixNanos())
        .isEqualTo(nanos);
  }

  @Test
  void aRawEventOfASpanIsOneAndTheSameAsWhenItWasSent() throws IOException {
    String event =
        "{\"trace_id\":\"%s\",\"span_id\":\"eee19b7ec3c1b174\",\"name\":\"GET /\",\"start_time\":1767225600000000001,\"end_time\":1767225600000000002,\"kind\":\"Client\"}"
            .formatted(TRACE);
    Span sent =
        read(bytes(
                "{\"time\":1767225600,\"event\":%s,\"fields\":{\"service.name\":\"cart\"}}"
                    .formatted(event)))
            .spans
            .get(0);

    CollectingSink found =
        read(
            bytes(
                "{\"result\":{\"_time\":\"1767225600\",\"_raw\":\"%s\",\"service.name\":\"cart\",\"name\":\"GET /\",\"kind\":\"Client\"}}"
                    .formatted(event.replace("\"", "\\\""))));

    assertThat(found.spans).containsExactly(sent);
  }

  @Test
  void metricsThatASearchShowsArePoints() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"result\":{\"_time\":\"1767225600\",\"metric_name:cpu\":\"0.5\",\"host\":\"node-1\"}}"));

    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::value)
        .containsExactly(tuple("cpu", 0.5));
  }

  @Test
  void oneAnswerWithAListOfResultsIsReadAlike() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"preview":false,"init_offset":0,"messages":[],"fields":[{"name":"_raw"}],"results":[
                {"_time":"1767225600","_raw":"a"},
                {"_time":"1767225601","_raw":"b"}],"highlighted":{}}
                """));

    assertThat(sink.logs).extracting(LogRecord::body).containsExactly("a", "b");
    assertThat(sink.rejects).isEmpty();
  }

  @Test
  void aSearchWithoutResultsHasNoRecordAndIsNoError() throws IOException {
    CollectingSink sink = read(bytes("{\"preview\":false,\"lastrow\":true}\n"));

    assertThat(sink.records()).isZero();
    assertThat(sink.rejects).isEmpty();
    assertThat(format().recognises("a", bytes("{\"preview\":false,\"lastrow\":true}\n")))
        .isInstanceOf(Recognition.Yes.class);
  }

  @Test
  void aResultThatIsNoEventIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"result\":{\"count\":\"7\"}}\n"));

    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("a result without _time and _raw: no event");
  }

  private LogRecord log(String line) throws IOException {
    CollectingSink sink = read(bytes(line));
    assertThat(sink.rejects).isEmpty();
    return sink.logs.get(0);
  }
}
