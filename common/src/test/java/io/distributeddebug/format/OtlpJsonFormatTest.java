package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected List<TelemetryFormat> all() {
    return formats(Limits.STANDARD);
  }

  @Override
  protected List<TelemetryFormat> formats(Limits limits) {
    return List.of(ExampleMapping.format(limits), new OtlpJsonFormat(limits));
  }

  @Override
  protected TelemetryFormat format() {
    return new OtlpJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "traces/2026/traces.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return request(
        span(
            "\"name\":\"GET /cart/%d\",\"startTimeUnixNano\":\"1767225600000000000\","
                    .formatted(number)
                + "\"endTimeUnixNano\":\"1767225600500000000\""));
  }

  @Override
  protected String badLine() {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":";
  }

  @Test
  void aSpanWithNothingButIdsIsReadWithEveryOtherFieldAbsent() throws IOException {
    Span span = onlySpan(span("\"kind\":0"));

    assertThat(span.name()).isEmpty();
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.traceState()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.statusMessage()).isEmpty();
    assertThat(span.attributes().isEmpty()).isTrue();
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
    assertThat(span.scope()).isEmpty();
    assertThat(span.resource().service()).isEmpty();
    assertThat(Quality.of(span)).isEqualTo("no-service,no-time");
  }

  @Test
  void everyOptionalFieldIsReadWhereItIsSet() throws IOException {
    Span span =
        onlySpan(
            span(
                """
                "parentSpanId":"EEE19B7EC3C1B173","traceState":"k=v","name":"n","kind":"SPAN_KIND_CLIENT",
                "startTimeUnixNano":1767225600000000000,"endTimeUnixNano":"1767225600000000001",
                "status":{"code":"STATUS_CODE_ERROR","message":"m"},
                "events":[{"timeUnixNano":"5","name":"exception","attributes":[{"key":"a","value":{"intValue":7}}]}],
                "links":[{"traceId":"0000000000000000000000000000000f","spanId":"000000000000000f"},{"spanId":""}]
                """
                    .replace("\n", " ")));

    assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
    assertThat(span.traceState()).isEqualTo("k=v");
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.durationNanos()).isEqualTo(1);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("m");
    assertThat(span.events()).hasSize(1);
    assertThat(span.events().get(0).attributes().numbers()).containsEntry("a", 7.0);
    assertThat(span.links()).hasSize(1);
  }

  @Test
  void snakeCaseNumbersAndBase64IdsMeanTheSame() throws IOException {
    String snake =
        """
        {"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"W47/95gDgQPSabYzgT/GDA==","span_id":"7uGbfsPBsXQ=",
        "name":"n","kind":3,"start_time_unix_nano":1767225600000000000,"end_time_unix_nano":1767225600000000001,
        "status":{"code":2}}]}],"resource":{"attributes":[{"key":"service.name","value":{"string_value":"s"}}]}}]}
        """
            .replace("\n", "");

    CollectingSink sink = read(bytes(snake + "\n"));

    assertThat(sink.rejects).isEmpty();
    Span span = sink.spans.get(0);
    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.resource().service()).as("a resource after its spans").isEqualTo("s");
  }

  @Test
  void aShortTraceIdIsPaddedOnTheLeft() throws IOException {
    CollectingSink sink = read(bytes(request("{\"traceId\":\"ABC\",\"spanId\":\"1\"}") + "\n"));

    assertThat(sink.spans.get(0).traceId()).isEqualTo("00000000000000000000000000000abc");
    assertThat(sink.spans.get(0).spanId()).isEqualTo("0000000000000001");
  }

  /** B22. */
  @Test
  void aSpanWithoutUsableIdsIsOneRejectAndItsNeighboursAreRead() throws IOException {
    String bad = "00000000000000000000000000000000";
    String line =
        request(
            span("\"name\":\"first\"")
                + ",{\"traceId\":\""
                + bad
                + "\",\"spanId\":\"1\",\"name\":\"zero\"},{\"name\":\"none\"},"
                + "{\"traceId\":\"nothex\",\"spanId\":\"1\"},"
                + span("\"startTimeUnixNano\":\"soon\"")
                + ","
                + span("\"name\":\"last\""));

    CollectingSink sink = read(bytes(line + "\n"));

    assertThat(sink.spans).extracting(Span::name).containsExactly("first", "last");
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly(
            "no usable trace id",
            "no usable trace id",
            "no usable trace id",
            "startTimeUnixNano: not a number where one is due");
    assertThat(sink.rejects.get(0).text()).startsWith("{\"traceId\"").endsWith("\"zero\"}");
    assertThat(Position.text(sink.rejects.get(0).position())).isEqualTo("line 1, record 2");
  }

  /** B15, B16, B23. */
  @Test
  void numbersBeyondTheirRangeAreNeverWrapped() throws IOException {
    Span span =
        onlySpan(
            span(
                "\"startTimeUnixNano\":18446744073709551615,\"endTimeUnixNano\":1,\"endTimeUnixNano\":1e400,"
                    + "\"attributes\":[{\"key\":\"big\",\"value\":{\"intValue\":\"9007199254740993\"}},"
                    + "{\"key\":\"nan\",\"value\":{\"doubleValue\":\"NaN\"}}]"));

    assertThat(span.startUnixNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(span.endUnixNanos()).as("of two keys the last").isEqualTo(Long.MAX_VALUE);
    assertThat(Quality.of(span)).isEqualTo("far-time,no-service");
    assertThat(span.attributes().text()).containsEntry("big", "9007199254740993");
    assertThat(span.attributes().text()).containsEntry("nan", "NaN");
  }

  @Test
  void invalidUtf8IsReplacedAndTheLineKept() throws IOException {
    byte[] line = bytes(request(span("\"name\":\"caf#\"")) + "\n");
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '#' ? (byte) 0xE9 : line[i];
    }

    assertThat(read(line).spans).extracting(Span::name).containsExactly("caf\uFFFD");
  }

  /** B19 to B21. */
  @Test
  void attributesBeyondTheLimitAreCountedNotKept() throws IOException {
    StringBuilder many = new StringBuilder("\"attributes\":[");
    for (int i = 0; i < 5000; i++) {
      many.append(i == 0 ? "" : ",").append("{\"key\":\"k" + i + "\",\"value\":{\"intValue\":1}}");
    }

    Span span = onlySpan(span(many.append(']').toString()));

    assertThat(span.attributes().numbers()).hasSize(1025);
    assertThat(span.attributes().numbers()).containsEntry("dropped_attributes_count", 3976.0);
  }

  @Test
  void anObjectThatIsNoRequestIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"level\":\"info\"}\n[]\n{}\n"));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("not an OTLP request", "not an OTLP request");
  }

  @Test
  void aBrokenDocumentOverManyLinesLosesNoRequestOnALineOfItsOwnAfterIt() throws IOException {
    String torn = goodLine(7).replace("[", "[\n").substring(0, 120);

    CollectingSink sink = read(bytes(goodLine(1) + "\n" + torn + "\n" + goodLine(2) + "\n"));

    assertThat(sink.spans).extracting(Span::name).containsExactly("GET /cart/1", "GET /cart/2");
    assertThat(sink.rejects).hasSize(1);
  }

  @Test
  void aSumThatMayFallIsAGaugeAndSeriesWithoutValueAreRejected() throws IOException {
    String metrics =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
        {"sum":{"dataPoints":[{"asInt":"5","timeUnixNano":"1"}],"aggregationTemporality":2},"name":"open"},
        {"sum":{"dataPoints":[{"asInt":5}],"isMonotonic":true,"aggregationTemporality":"AGGREGATION_TEMPORALITY_CUMULATIVE"},"name":"sent"},
        {"gauge":{"dataPoints":[{"flags":1,"timeUnixNano":"1"},{"asDouble":"NaN"}]},"name":"gone"},
        {"summary":{"dataPoints":[{"count":"3","sum":6.5,"quantileValues":[{"quantile":0.5,"value":2}]}]},"name":"s"}
        ]}]}]}
        """
            .replace("\n", "");

    CollectingSink sink = read(bytes(metrics));

    assertThat(sink.points)
        .extracting(point -> point.kind())
        .containsExactly(MetricKind.GAUGE, MetricKind.CUMULATIVE_SUM, MetricKind.SUMMARY);
    assertThat(sink.points.get(2).distribution())
        .isEqualTo("{\"quantiles\":[{\"quantile\":0.5,\"value\":2}]}");
    assertThat(sink.points.get(2).count()).isEqualTo(3);
    assertThat(sink.rejects).hasSize(2);
  }

  /** B5. */
  @Test
  void allMembersOfAGzipAreReadAndWhatFollowsThemIsOneReject() throws IOException {
    byte[] first = gzip(bytes(goodLine(1) + "\n"));
    byte[] second = gzip(bytes(goodLine(2) + "\n"));
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length + 3);
    System.arraycopy(second, 0, both, first.length, second.length);

    CollectingSink padded = new CollectingSink();
    ArchiveReader.standard().read("a.json.gz", reluctant(both), padded);
    both[both.length - 3] = 'x';
    CollectingSink garbage = read(both);
    second[second.length - 8] ^= 1;
    CollectingSink wrongSum = read(second);

    assertThat(padded.spans).hasSize(2);
    assertThat(padded.rejects).isEmpty();
    assertThat(garbage.spans).hasSize(2);
    assertThat(garbage.rejects)
        .extracting(Reject::reason)
        .containsExactly("other bytes after the last gz member");
    assertThat(wrongSum.spans).hasSize(1);
    assertThat(wrongSum.rejects)
        .extracting(Reject::reason)
        .containsExactly("broken gz data: wrong check sum");
  }

  @Test
  void explainsWhatAFileHoldsAndHowItWouldBeStored() throws IOException {
    String file = goodLine(1) + "\n" + badLine() + "\n";

    Explanation explanation =
        Explanation.of(ArchiveReader.standard(), "a.json", new ByteArrayInputStream(bytes(file)));

    assertThat(explanation.hasRecords()).isTrue();
    assertThat(explanation.json())
        .contains("\"format\" : \"otlp-json\"", "\"records\" : 1", "\"metric_points\" : 0")
        .contains("\"position\" : \"line 2\"", "\"name\" : \"GET /cart/1\"", "\"changes\" : 0");
  }

  @Test
  void aFileThatNoFormatKnowsIsSkippedWithAReason() throws IOException {
    ReadResult result =
        ArchiveReader.standard()
            .read(
                "a.png",
                new ByteArrayInputStream(new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
                new CollectingSink());

    assertThat(result)
        .isEqualTo(
            new ReadResult.Skipped(
                "its content is none of: "
                    + String.join(", ", Formats.standard(Limits.STANDARD).names())));
  }

  private Span onlySpan(String span) throws IOException {
    CollectingSink sink = read(bytes(request(span) + "\n"));
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).hasSize(1);
    return sink.spans.get(0);
  }

  private static String span(String fields) {
    return "{\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"spanId\":\"EEE19B7EC3C1B174\","
        + fields
        + "}";
  }

  private static String request(String spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
  }
}
