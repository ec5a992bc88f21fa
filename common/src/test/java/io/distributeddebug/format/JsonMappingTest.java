package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON objects of a house, by a mapping whose columns are paths. */
class JsonMappingTest extends TelemetryFormatContract {
  private static final String YAML =
      """
      name: house
      files:
        - path: "calls/*.jsonl"
          form: json
          header: [ctx.trace, ctx.span, took.ms]
          signal: spans
          fields:
            trace_id: ctx.trace
            span_id: ctx.span
            parent_span_id: ctx.parent
            name: op
            kind: {constant: server}
            start: {column: at, unit: ms}
            duration: {column: took.ms, unit: ms}
            status: {column: ok, values: {"false": ERROR, "true": OK}}
          resource:
            service.name: who.app
            k8s.pod.name: who.pod
          attributes:
            retries: n
            first: {column: payload, json: items.first}
          drop: [who.shift]
      """;

  @Override
  protected List<TelemetryFormat> all() {
    return formats(Limits.STANDARD);
  }

  @Override
  protected List<TelemetryFormat> formats(Limits limits) {
    return List.of(MappedFormat.of("house.yaml", YAML, limits), new OtlpJsonFormat(limits));
  }

  @Override
  protected TelemetryFormat format() {
    return all().get(0);
  }

  @Override
  protected String fileName() {
    return "s3a://bucket/day/calls/one.jsonl";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return """
        {"ctx":{"trace":"a%1$d","span":"b%1$d"},"op":"pay","at":1767225600000.25,"took":{"ms":1.5},\
        "ok":false,"n":%1$d,"who":{"app":"cart","pod":"cart-1","shift":"late"},\
        "payload":"{\\"items\\":{\\"first\\":\\"x\\"}}","extra":{"size":12,"tag":"t"},"gone":null}"""
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"ctx\":{\"trace\":\"a\"}}";
  }

  @Test
  void readsAnObjectAsTheMappingSays() throws IOException {
    Span span = read(bytes(file(goodLine(7)))).spans.get(0);

    assertThat(span.traceId()).isEqualTo("000000000000000000000000000000a7");
    assertThat(span.spanId()).isEqualTo("00000000000000b7");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.name()).isEqualTo("pay");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_250_000L);
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().pod()).isEqualTo("cart-1");
    assertThat(span.attributes().text())
        .as("remaining fields and those that the mapping adds")
        .isEqualTo(Map.of("extra.tag", "t", "first", "x"));
    assertThat(span.attributes().numbers())
        .as("numbers stay numbers")
        .isEqualTo(Map.of("extra.size", 12.0, "retries", 7.0));
  }

  @Test
  void readsListsAndObjectsOverLines() throws IOException {
    String list = "[\n%s,\n%s\n]\n".formatted(goodLine(1), goodLine(2));

    assertThat(read(bytes(list)).spans).hasSize(2);
    assertThat(read(bytes(goodLine(1).replace(",", ",\n"))).spans).hasSize(1);
  }

  @Test
  void aFieldWhoseNameHasDotsIsReadByThem() throws IOException {
    String flat =
        "{\"ctx.trace\":\"a1\",\"ctx.span\":\"b1\",\"op\":\"pay\",\"at\":1767225600000,\"took.ms\":2}";

    assertThat(read(bytes(flat)).spans).hasSize(1);
  }

  @Test
  void whatIsNoObjectIsAReject() throws IOException {
    CollectingSink sink = read(bytes(file(goodLine(1), "17", goodLine(2))));

    assertThat(sink.spans).hasSize(2);
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("no JSON object");
  }

  @Test
  void logsMetricsAndChangesAreMappedAlike() throws IOException {
    String yaml =
        """
        name: all
        files:
          - path: "logs.json"
            form: json
            signal: logs
            fields: {time: {column: t, unit: s}, body: msg, severity: lvl}
            resource: {service.name: app}
          - path: "metrics.json"
            form: json
            signal: metrics
            fields: {time: {column: t, unit: s}}
            resource: {service.name: app}
            wide: {name: 'm\\.(.*)'}
          - path: "deploys.json"
            form: json
            signal: changes
            fields:
              time: {column: started, unit: iso}
              end: {column: finished, unit: iso}
              kind: {constant: deployment}
              reason: {constant: rollout}
              subject: job.name
              message: note
            resource: {service.name: app, service.version: version}
        """;

    LogRecord log =
        read(
                yaml,
                "logs.json",
                "{\"t\":1767225600,\"msg\":\"hello\",\"lvl\":\"warn\",\"app\":\"cart\",\"n\":3}")
            .logs
            .get(0);
    assertThat(log.body()).isEqualTo("hello");
    assertThat(log.severity()).isEqualTo("WARN");
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("n", 3.0));

    List<MetricPoint> points =
        read(
                yaml,
                "metrics.json",
                "{\"t\":1767225600,\"app\":\"cart\",\"m\":{\"cpu\":0.5,\"rss\":7}}")
            .points;
    assertThat(points).extracting(MetricPoint::name).containsExactly("cpu", "rss");
    assertThat(points).extracting(MetricPoint::value).containsExactly(0.5, 7.0);

    ChangeEvent change =
        read(
                yaml,
                "deploys.json",
                """
                {"started":"2026-01-01T00:00:00Z","finished":"2026-01-01T00:05:00Z","app":"cart",\
                "version":"1.9","job":{"name":"cart-rollout","by":"ci"},"note":"1.8 to 1.9"}
                """)
            .changes
            .get(0);
    assertThat(change.kind()).isEqualTo("deployment");
    assertThat(change.reason()).isEqualTo("rollout");
    assertThat(change.subject()).isEqualTo("cart-rollout");
    assertThat(change.message()).isEqualTo("1.8 to 1.9");
    assertThat(change.source()).as("the mapping's name").isEqualTo("all");
    assertThat(change.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(change.endUnixNanos() - change.unixNanos()).isEqualTo(300_000_000_000L);
    assertThat(change.resource().service()).isEqualTo("cart");
    assertThat(change.resource().version()).isEqualTo("1.9");
    assertThat(change.attributes().text()).isEqualTo(Map.of("job.by", "ci"));
  }

  @Test
  void theMappingOfDeploymentsThatShipsReadsItsExample() throws IOException {
    String yaml = Files.readString(Path.of("../conf/mappings/deployments.yaml"));
    String record =
        """
        {"started_at":"2026-01-05T08:00:00Z","finished_at":"2026-01-05T08:02:00Z","service":"cart",\
        "version":"1.9.0","environment":"prod","by":"ci","commit":"4f2a9c1"}
        """;

    ChangeEvent change = read(yaml, "x/deployments.jsonl", record).changes.get(0);

    assertThat(change.kind()).isEqualTo("deployment");
    assertThat(change.resource().service()).isEqualTo("cart");
    assertThat(change.resource().version()).isEqualTo("1.9.0");
    assertThat(change.attributes().text()).isEqualTo(Map.of("by", "ci", "commit", "4f2a9c1"));
  }

  @Test
  void aChangeThatGoesOnHasNoEnd() throws IOException {
    String yaml =
        """
        name: deploys
        files:
          - path: "*.csv"
            signal: changes
            fields:
              time: {column: at, unit: iso}
              end: {column: until, unit: iso}
              kind: {constant: deployment}
        """;

    ChangeEvent change =
        read(yaml, "a.csv", "at,until,who\n2026-01-01T00:00:00Z,,bob\n").changes.get(0);

    assertThat(change.endUnixNanos()).isZero();
    assertThat(change.attributes().text()).isEqualTo(Map.of("who", "bob"));
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(
            () ->
                MappedFormat.of("m.yaml", YAML.replace("form: json", "frm: json"), Limits.STANDARD))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining("line 4")
        .hasMessageContaining("unknown key 'frm', did you mean 'form'?; known here: attributes");
    assertThatThrownBy(
            () ->
                MappedFormat.of(
                    "m.yaml",
                    YAML.replace("span_id: ctx.span", "spn_id: ctx.span"),
                    Limits.STANDARD))
        .hasMessageContaining("unknown key 'spn_id', did you mean 'span_id'?");
    assertThatThrownBy(
            () ->
                MappedFormat.of(
                    "m.yaml",
                    YAML.replace("form: json", "form: json\n    delimiter: \";\""),
                    Limits.STANDARD))
        .hasMessageContaining("only delimited files have a delimiter");
  }

  @Test
  void saysWhichPartOfAMappingFitsAFileAndWhatItLacks() {
    MappedFormat house = MappedFormat.of("house.yaml", YAML, Limits.STANDARD);

    assertThat(house.fit("calls/a.jsonl", bytes(goodLine(1))))
        .containsExactly("path 'calls/*.jsonl' fits: spans");
    assertThat(house.fit("calls/a.jsonl", bytes(badLine())))
        .containsExactly("path 'calls/*.jsonl' fits, but the file lacks ctx.span, took.ms");
    assertThat(house.fit("other/a.jsonl", bytes(goodLine(1))))
        .containsExactly("path 'calls/*.jsonl' does not fit the file's name");
  }

  @Test
  void aFileThatNobodyReadsIsToldWhatItLacksForAMapping() {
    FormatChoice choice =
        new Formats(all()).choose("calls/a.jsonl", bytes("{\"ctx\":{\"trace\":\"a\"}}"));

    assertThat(choice)
        .isEqualTo(
            new FormatChoice.Skipped(
                "its content is none of: house, otlp-json; mapping house: path 'calls/*.jsonl' fits,"
                    + " but the file lacks ctx.span, took.ms"));
    assertThat(new Formats(all()).choose("b.txt", bytes("hello")))
        .isEqualTo(
            new FormatChoice.Skipped(
                "its content is none of: house, otlp-json; mapping house: none of its paths fits"));
  }

  private static CollectingSink read(String yaml, String fileName, String content)
      throws IOException {
    CollectingSink sink = new CollectingSink();
    MappedFormat.of("m.yaml", yaml, Limits.STANDARD)
        .read(fileName, new java.io.ByteArrayInputStream(bytes(content)), sink);
    assertThat(sink.rejects).isEmpty();
    return sink;
  }
}
