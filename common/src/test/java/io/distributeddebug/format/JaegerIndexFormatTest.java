package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JaegerIndexFormatTest extends TelemetryFormatContract {
  @Override
  protected List<TelemetryFormat> all() {
    return formats(Limits.STANDARD);
  }

  @Override
  protected List<TelemetryFormat> formats(Limits limits) {
    return Formats.standard(limits).all();
  }

  @Override
  protected TelemetryFormat format() {
    return new JaegerIndexFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "jaeger-span-2026-01-01.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"_index\":\"jaeger-span-2026-01-01\",\"_id\":\"%d\",\"_source\":%s}"
        .formatted(number, document(number));
  }

  @Override
  protected String badLine() {
    return "{\"_index\":\"jaeger-span-2026-01-01\",\"_source\":{\"traceID\":";
  }

  @Test
  void readsTheSameSpanFromEveryFormInWhichAnIndexGivesIt() throws IOException {
    Span bare = only(document(1));

    assertThat(bare.spanId()).isEqualTo("0000000000000002");
    assertThat(only(goodLine(1))).isEqualTo(bare);
    assertThat(only("{\"index\":{\"_id\":\"7\"}}\n" + document(1))).isEqualTo(bare);
    assertThat(only("{\"create\":{}}\n" + document(1) + "\n{\"delete\":{\"_id\":\"8\"}}"))
        .isEqualTo(bare);
    assertThat(only("[%s]".formatted(document(1)))).isEqualTo(bare);
    assertThat(
            only(
                "{\"took\":1,\"hits\":{\"total\":1,\"hits\":[{\"_id\":\"7\",\"_source\":%s,\"sort\":[1]}]}}"
                    .formatted(document(1))))
        .isEqualTo(bare);
  }

  @Test
  void tagsAsFieldsHaveDotsWhereTheIndexHasAtSigns() throws IOException {
    Span span =
        only(
            """
            {"traceID":"1","spanID":"2","operationName":"a","startTime":1767225600000000,"duration":3,\
            "tag":{"span@kind":"server","error":true,"http@status_code":500,"db@statement":"SELECT 1"},\
            "process":{"serviceName":"cart","tag":{"host@name":"node-1"}}}""");

    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes().get("http.response.status_code")).contains("500");
    assertThat(span.attributes().get("db.query.text")).contains("SELECT 1");
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().node()).isEqualTo("node-1");
  }

  @Test
  void documentsOfTheServiceIndexHoldNoSpan() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                document(1)
                    + "\n{\"_source\":{\"serviceName\":\"cart\",\"operationName\":\"GET /\"}}"));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects).isEmpty();
  }

  @Test
  void aMalformedFieldRejectsItsOwnDocumentAlone() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "[{\"traceID\":\"1\",\"spanID\":\"2\",\"operationName\":\"a\",\"startTime\":\"soon\"},%s]"
                    .formatted(document(1))));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .containsExactly(
            new Reject(
                Position.of(1, 0),
                "startTime: not a number where one is due",
                "traceID 1, spanID 2, operationName a"));
  }

  @Test
  void readsTheDocumentThatJaegersProjectPublishes() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");

    Span span = only(Files.readString(Path.of(data, "jaeger/converter_es_01.json")));

    assertThat(span.parentSpanId()).isEqualTo("0000000000000003");
    assertThat(span.links())
        .containsExactly(
            new SpanLink("00000000000000000000000000000001", "0000000000000004", Attributes.EMPTY),
            new SpanLink(
                "000000000000000000000000000000ff",
                "00000000000000ff",
                Attributes.of(Map.of("opentracing.ref_type", "child_of"))));
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.attributes().numbers())
        .isEqualTo(Map.of("peer.ipv4", 23456.0, "temperature", 72.5));
    assertThat(span.events()).extracting(event -> event.name()).containsExactly("123415", "log");
    assertThat(span.resource().service()).isEqualTo("service-x");
    assertThat(span.startUnixNanos()).isEqualTo(1_485_467_191_639_875_000L);
    assertThat(span.durationNanos()).isEqualTo(5_000);
  }

  private static String document(int number) {
    return ("{\"traceID\":\"1f\",\"spanID\":\"%x\",\"operationName\":\"GET /cart/%d\",\"startTime\":1767225600000000,"
            + "\"duration\":1500,\"process\":{\"serviceName\":\"cart\",\"tags\":[]}}")
        .formatted(number + 1, number);
  }

  private Span only(String text) throws IOException {
    CollectingSink sink = read(bytes(text));
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).hasSize(1);
    return sink.spans.get(0);
  }
}
