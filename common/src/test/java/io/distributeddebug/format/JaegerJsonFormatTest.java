package io.distributeddebug.format;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JaegerJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

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
    return new JaegerJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "traces.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return trace(
        "{\"traceID\":\"%s\",\"spanID\":\"%x\",\"operationName\":\"GET /cart/%d\",\"startTime\":1767225600000000,\"duration\":1500,\"processID\":\"p1\"}"
            .formatted(TRACE, number + 1, number));
  }

  @Override
  protected String badLine() {
    return "{\"traceID\":\"1f\",\"spans\":[{\"traceID\":";
  }

  @Test
  void aSpanWithNothingButIdsIsReadWithEveryOtherFieldAbsent() throws IOException {
    Span span = only("");

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("00000000000000f7");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.traceState()).isEmpty();
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
  void readsTimesInMicrosecondsAndTypedTags() throws IOException {
    Span span =
        only(
            """
            "operationName": "GET /cart", "startTime": 1767225600000123, "duration": 1500,
            "tags": [
              {"key": "a", "type": "string", "value": "7"},
              {"key": "b", "type": "int64", "value": 7},
              {"key": "c", "type": "float64", "value": "72.5"},
              {"key": "d", "type": "bool", "value": false},
              {"key": "e", "type": "int64", "value": "9223372036854775222"},
              {"key": "f", "value": 8}]
            """);

    assertThat(span.name()).isEqualTo("GET /cart");
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_123_000L);
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.attributes().text())
        .isEqualTo(Map.of("a", "7", "d", "false", "e", "9223372036854775222"));
    assertThat(span.attributes().numbers()).isEqualTo(Map.of("b", 7.0, "c", 72.5, "f", 8.0));
  }

  @Test
  void takesWhatTagsSayAboutTheSpanItself() throws IOException {
    Span span =
        only(
            """
            "warnings": ["clock skew"],
            "tags": [
              {"key": "span.kind", "type": "string", "value": "client"},
              {"key": "otel.status_code", "type": "string", "value": "ERROR"},
              {"key": "otel.status_description", "type": "string", "value": "refused"},
              {"key": "error", "type": "bool", "value": true},
              {"key": "otel.library.name", "type": "string", "value": "io.grpc"},
              {"key": "otel.library.version", "type": "string", "value": "1.2"},
              {"key": "w3c.tracestate", "type": "string", "value": "a=b"},
              {"key": "internal.span.format", "type": "string", "value": "otlp"}]
            """);

    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("refused");
    assertThat(span.scope()).isEqualTo("io.grpc");
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.attributes().text())
        .isEqualTo(Map.of("otel.scope.version", "1.2", "jaeger.warnings", "[\"clock skew\"]"));
  }

  @ParameterizedTest
  @CsvSource({
    "bool,   true,      ERROR, false",
    "string, 'true',    ERROR, false",
    "string, timeout,   ERROR, true",
    "bool,   false,     UNSET, true",
    "string, '',        ERROR, false",
  })
  void anErrorTagMakesAnErrorAndStaysWhereItSaysMoreThanThat(
      String type, String value, StatusCode status, boolean stays) throws IOException {
    Span span =
        only(
            "\"tags\":[{\"key\":\"error\",\"type\":\"%s\",\"value\":\"%s\"}]"
                .formatted(type, value));

    assertThat(span.status()).isEqualTo(status);
    assertThat(span.attributes().text().containsKey("error")).isEqualTo(stays);
  }

  @Test
  void theLastChildOfItsOwnTraceIsTheParentAndEveryOtherReferenceALink() throws IOException {
    Span span =
        only(
            """
            "references": [
              {"refType": "CHILD_OF", "traceID": "%1$s", "spanID": "1"},
              {"refType": "CHILD_OF", "traceID": "%1$s", "spanID": "2"},
              {"refType": "FOLLOWS_FROM", "traceID": "%1$s", "spanID": "3"},
              {"refType": "CHILD_OF", "traceID": "ff", "spanID": "4"},
              {"refType": "CHILD_OF", "traceID": "", "spanID": ""}]
            """
                .formatted(TRACE));

    Attributes childOf = Attributes.of(Map.of("opentracing.ref_type", "child_of"));
    assertThat(span.parentSpanId()).isEqualTo("0000000000000002");
    assertThat(span.links())
        .containsExactly(
            new SpanLink(TRACE, "0000000000000001", childOf),
            new SpanLink(TRACE, "0000000000000003", Attributes.EMPTY),
            new SpanLink("000000000000000000000000000000ff", "0000000000000004", childOf));
  }

  @Test
  void whatOnlyFollowsFromAnotherSpanIsARootWithALink() throws IOException {
    Span span =
        only(
            "\"references\":[{\"refType\":\"FOLLOWS_FROM\",\"traceID\":\"%s\",\"spanID\":\"3\"}]"
                .formatted(TRACE));

    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.links()).hasSize(1);
  }

  @Test
  void theOlderParentFieldCountsWithoutReferences() throws IOException {
    assertThat(only("\"parentSpanID\":\"c\"").parentSpanId()).isEqualTo("000000000000000c");
    assertThat(only("\"parentSpanID\":\"0\"").parentSpanId()).isEmpty();
  }

  @Test
  void logsAreEventsAndAnErrorWithDetailsIsAnException() throws IOException {
    Span span =
        only(
            """
            "logs": [
              {"timestamp": 1767225600000001, "fields": [
                {"key": "event", "type": "string", "value": "cache miss"},
                {"key": "size", "type": "int64", "value": 3}]},
              {"timestamp": 1767225600000002, "fields": [
                {"key": "message", "type": "string", "value": "hello"}]},
              {"timestamp": 1767225600000003, "fields": [
                {"key": "event", "type": "string", "value": "error"},
                {"key": "error.kind", "type": "string", "value": "IOException"},
                {"key": "message", "type": "string", "value": "reset"},
                {"key": "stack", "type": "string", "value": "at a.b"}]}]
            """);

    assertThat(span.events())
        .extracting(event -> event.unixNanos(), event -> event.name(), event -> event.attributes())
        .containsExactly(
            tuple(
                1_767_225_600_000_001_000L,
                "cache miss",
                Attributes.builder().put("size", 3).build()),
            tuple(1_767_225_600_000_002_000L, "log", Attributes.of(Map.of("message", "hello"))),
            tuple(
                1_767_225_600_000_003_000L,
                "exception",
                Attributes.of(
                    Map.of(
                        "exception.type",
                        "IOException",
                        "exception.message",
                        "reset",
                        "exception.stacktrace",
                        "at a.b"))));
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aLogDoesNotContradictTheErrorTag() throws IOException {
    String log = "\"logs\":[{\"fields\":[{\"key\":\"event\",\"value\":\"error\"}]}]";

    assertThat(only(log).status()).isEqualTo(StatusCode.ERROR);
    assertThat(only(log + ",\"tags\":[{\"key\":\"error\",\"value\":false}]").status())
        .isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aProcessIsAResourceUnderOpenTelemetrysNames() throws IOException {
    Resource resource =
        only(
                "\"processID\":\"p1\"",
                """
                "p1": {"serviceName": "cart", "tags": [
                  {"key": "hostname", "type": "string", "value": "node-1"},
                  {"key": "pod", "type": "string", "value": "cart-7d4b9"},
                  {"key": "namespace", "type": "string", "value": "shop"},
                  {"key": "version", "type": "string", "value": "1.2"},
                  {"key": "ip", "type": "string", "value": "10.0.0.7"},
                  {"key": "zone", "type": "string", "value": "z1"}]}
                """)
            .resource();

    assertThat(resource.service()).isEqualTo("cart");
    assertThat(resource.node()).isEqualTo("node-1");
    assertThat(resource.pod()).isEqualTo("cart-7d4b9");
    assertThat(resource.instance()).isEqualTo("cart-7d4b9");
    assertThat(resource.namespace()).isEqualTo("shop");
    assertThat(resource.version()).isEqualTo("1.2");
    assertThat(resource.zone()).isEqualTo("z1");
    assertThat(resource.attributes().get("host.ip")).contains("10.0.0.7");
  }

  @Test
  void aStandardNameIsNotOverwrittenByAHouseName() throws IOException {
    Resource resource =
        only(
                "\"processID\":\"p1\"",
                """
                "p1": {"serviceName": "OTLPResourceNoServiceName", "tags": [
                  {"key": "host.name", "type": "string", "value": "node-1"},
                  {"key": "hostname", "type": "string", "value": "other"}]}
                """)
            .resource();

    assertThat(resource.service()).isEmpty();
    assertThat(resource.node()).isEqualTo("node-1");
    assertThat(resource.attributes().get("hostname")).contains("other");
  }

  @Test
  void aProcessThatTheTraceDoesNotNameLeavesTheSpanWithoutService() throws IOException {
    assertThat(only("\"processID\":\"p9\"", "\"p1\":{\"serviceName\":\"cart\"}").resource())
        .isEqualTo(Resource.UNKNOWN);
  }

  @Test
  void processesMayComeBeforeTheSpansOrInThem() throws IOException {
    String before =
        "{\"processes\":{\"p1\":{\"serviceName\":\"cart\"}},\"spans\":[{\"traceID\":\"1f\",\"spanID\":\"1\",\"processID\":\"p1\"}]}";
    String inside =
        "{\"traceID\":\"1f\",\"spans\":[{\"spanID\":\"1\",\"process\":{\"serviceName\":\"cart\"}}]}";

    assertThat(read(bytes(before + "\n" + inside)).spans)
        .extracting(span -> span.traceId() + span.resource().service())
        .containsOnly("0000000000000000000000000000001fcart");
  }

  @Test
  void idsThatAreNoHexStayApartAndTiedTogether() throws IOException {
    String text =
        """
        {"traceID": "T", "spans": [
          {"traceID": "T", "spanID": "S1"},
          {"traceID": "T", "spanID": "S2",
           "references": [{"refType": "CHILD_OF", "traceID": "T", "spanID": "S1"}]}]}
        """;

    List<Span> spans = read(bytes(text)).spans;

    assertThat(spans.get(0).spanId()).matches("[0-9a-f]{16}").isNotEqualTo(spans.get(1).spanId());
    assertThat(spans.get(1).parentSpanId()).isEqualTo(spans.get(0).spanId());
    assertThat(spans.get(1).traceId()).matches("[0-9a-f]{32}").isEqualTo(spans.get(0).traceId());
  }

  @Test
  void aSpanWithoutUsableIdIsOneRejectThatNamesIt() throws IOException {
    String text =
        trace(
            "{\"traceID\":\"1f\",\"spanID\":\"0000\",\"operationName\":\"a\"},"
                + "{\"traceID\":\"1f\",\"spanID\":\"2\",\"operationName\":\"b\"}");

    CollectingSink sink = read(bytes(text));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .containsExactly(
            new Reject(
                Position.of(1, 0),
                "no usable span id",
                "traceID 1f, spanID 0000, operationName a"));
  }

  @Test
  void aTimeBeyondNanosecondsIsARejectAndNeverWraps() throws IOException {
    CollectingSink sink =
        read(bytes(trace("{\"traceID\":\"1\",\"spanID\":\"1\",\"startTime\":9223372036854776}")));

    assertThat(sink.spans).isEmpty();
    assertThat(sink.rejects.get(0).reason())
        .isEqualTo("startTime: beyond what 64 bits hold in nanoseconds");
  }

  @Test
  void readsTracesInAListOverLinesAndGoesOnBehindABrokenOne() throws IOException {
    String text =
        "{\"data\":[\n%s,\n{\"traceID\":\"1f\",\"spans\":[{]},\n%s,\n%s\n]}\n"
            .formatted(goodLine(1), goodLine(2), goodLine(3));

    CollectingSink sink = read(bytes(text));

    assertThat(sink.spans).hasSize(3);
    assertThat(sink.rejects).isNotEmpty();
  }

  @Test
  void aDocumentCutInsideATraceGivesTheSpansBeforeTheCut() throws IOException {
    String text =
        """
        {"data": [{"traceID": "1f", "spans": [
          {"traceID": "1f", "spanID": "1", "processID": "p1"},
          {"traceID": "1f", "spanID": "2", "proce""";

    CollectingSink sink = read(bytes(text));

    assertThat(sink.spans).extracting(Span::spanId).containsExactly("0000000000000001");
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("cut off: the JSON ends too early");
  }

  @Test
  void aTraceOfManySpansKeepsTheirOrderWhileTheyWaitForTheirProcesses() throws IOException {
    StringBuilder spans = new StringBuilder();
    for (int i = 1; i <= 12_000; i++) {
      spans
          .append(i == 1 ? "" : ",")
          .append("{\"traceID\":\"1f\",\"spanID\":\"%x\",\"processID\":\"p1\"}".formatted(i));
    }

    String whole = trace(spans.toString());

    CollectingSink sink = read(bytes(whole));
    CollectingSink cut = read(bytes(whole.substring(0, whole.indexOf("],\"processes"))));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).hasSize(12_000).isSortedAccordingTo(comparing(Span::spanId));
    assertThat(sink.spans).allMatch(span -> span.resource().service().equals("cart"));
    assertThat(cut.spans).hasSize(12_000);
    assertThat(cut.rejects).hasSize(1);
  }

  @Test
  void anAnswerWithoutTracesIsNoErrorAndJaegersOwnErrorIsTold() throws IOException {
    CollectingSink empty =
        read(bytes("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":null}"));
    CollectingSink missing =
        read(
            bytes(
                "{\"data\":null,\"total\":0,\"limit\":0,\"offset\":0,"
                    + "\"errors\":[{\"code\":404,\"msg\":\"trace not found\"}]}"));

    assertThat(empty.records() + empty.rejects.size()).isZero();
    assertThat(missing.rejects).extracting(Reject::text).containsExactly("trace not found");
  }

  private Span only(String fields) throws IOException {
    return only(fields, "");
  }

  private Span only(String fields, String processes) throws IOException {
    String separator = fields.isEmpty() ? "" : ",";
    String text =
        "{\"traceID\":\"%s\",\"spans\":[{\"traceID\":\"%s\",\"spanID\":\"f7\"%s%s}],\"processes\":{%s}}"
            .formatted(
                TRACE, TRACE, separator, fields.replace("\n", ""), processes.replace("\n", ""));
    CollectingSink sink = read(bytes(text));
    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).hasSize(1);
    return sink.spans.get(0);
  }

  private static String trace(String spans) {
    return "{\"traceID\":\"%s\",\"spans\":[%s],\"processes\":{\"p1\":{\"serviceName\":\"cart\"}}}"
        .formatted(TRACE, spans);
  }
}
