package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedFormatTest extends TelemetryFormatContract {
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
    return ExampleMapping.format(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "s3a://bucket/day/calls/one.csv";
  }

  @Override
  protected String preamble() {
    return "trace;span;parent;host;op;at;took_ms;ok;detail;user\n";
  }

  @Override
  protected String goodLine(int number) {
    return "a%d;b%d;root;shop-12;pay;2026-01-05 08:00:00.25 +0100;1.5;no;;u"
        .formatted(number, number);
  }

  @Override
  protected String badLine() {
    return "a1;b1;root";
  }

  @Test
  void readsARowAsTheMappingSays() throws IOException {
    Span span = read(bytes(file(goodLine(1)))).spans.get(0);

    assertThat(span.traceId()).isEqualTo("000000000000000000000000000000a1");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.name()).isEqualTo("pay");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.resource().service()).isEqualTo("shop");
    assertThat(Window.instant(span.startUnixNanos()))
        .isEqualTo(Instant.parse("2026-01-05T07:00:00.250Z"));
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.attributes().text())
        .as("remaining columns and those that the mapping adds")
        .containsOnly(java.util.Map.entry("user", "u"), java.util.Map.entry("region", "eu"));
  }

  @Test
  void takesJsonInsideAColumnAndQuotedCellsWithLineEnds() throws IOException {
    String row =
        "1;2;;shop-1;pay;2026-01-05T08:00:00Z;1;yes;\"{\"\"route\"\":{\"\"name\"\":\"\"a;\\nb\"\"}}\";\"two\nlines\"";

    Span span = read(bytes(file(row, goodLine(2)))).spans.get(0);

    assertThat(span.name()).isEqualTo("a;\nb");
    assertThat(span.attributes().get("user")).contains("two\nlines");
    assertThat(read(bytes(file(row, goodLine(2)))).positions)
        .containsExactly(Position.of(2, 0), Position.of(4, 0));
  }

  /** B27. */
  @Test
  void aQuoteThatIsNeverClosedCostsItsOwnLineOnly() throws IOException {
    String open = "1;2;;shop-1;\"pay;2026-01-05T08:00:00Z;1;yes;;";

    CollectingSink sink = read(bytes(file(goodLine(1), open, goodLine(2), goodLine(3))));

    assertThat(sink.spans).hasSize(3);
    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).reason()).isEqualTo("a quote that is never closed");
    assertThat(Position.line(sink.rejects.get(0).position())).isEqualTo(3);
  }

  @Test
  void rowsThatTheMappingSkipsAreRejectsWithItsReason() throws IOException {
    CollectingSink sink = read(bytes(file(goodLine(1), goodLine(2).replace("pay", "health"))));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("a health check");
  }

  @Test
  void aTimeOrIdThatIsNoneIsARejectThatNamesTheField() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                file(
                    goodLine(1).replace("2026-01-05 08", "yesterday"),
                    goodLine(2).replace("1.5", "1e30"),
                    goodLine(3).replace("b3", "0"))));

    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly(
            "start is not a time in iso", "duration is not a time in ms", "no usable span id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ns | 1674981768697000000 | 1674981768697000000",
        "us | 1674981768697000 | 1674981768697000000",
        "ms | 1674981768697.5 | 1674981768697500000",
        "s | 1674981768.697000001 | 1674981768697000001",
        "iso | 2023-01-29T08:42:48.697Z | 1674981768697000000",
        "iso | 2023-01-29 08:42:48,697 | 1674981768697000000",
        "iso | 2023-01-29T16:42:48.697+08:00 | 1674981768697000000",
        "iso | 2023-01-29 08:42:48.697 +0000 UTC m=+0.789 | 1674981768697000000",
      })
  void readsTimesInEveryUnit(String unit, String text, long expected) {
    assertThat(TimeText.named(unit).orElseThrow().nanos(text)).hasValue(expected);
  }

  /** B28, B29. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: x;files: [{path: a, color: red}]"
            + "| Cannot read mapping m.yaml, line 2, column 19: unknown key 'color'; known here:",
        "name: x;name: y| Cannot read mapping m.yaml, line 2, column 1: key 'name' is given twice",
        "a: &x [1];b: [*x, *x]"
            + "| Cannot read mapping m.yaml, line 1, column 4: anchors and aliases are not read",
        "a: !!java.net.URL [x]| Cannot read mapping m.yaml, line 1, column 4: tags are not read",
        "name: x| Cannot read mapping m.yaml, line 1, column 1: key 'files' is missing or empty",
        "a: [1| Cannot read mapping m.yaml, line ",
        "- a| Cannot read mapping m.yaml, line 1, column 1: a map of keys and values is expected",
      })
  void refusesAMappingThatItDoesNotUnderstandInOneLineWithThePlace(String yaml, String message) {
    assertThatThrownBy(() -> MappedFormat.of("m.yaml", yaml.replace(";", "\n"), Limits.STANDARD))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void refusesFieldsUnitsAndPatternsThatItDoesNotKnow() {
    String yaml = ExampleMapping.YAML;

    assertRefused(yaml.replace("unit: ms", "unit: days"), "a unit is one of ns, us, ms, s, iso");
    assertRefused(yaml.replace("trace_id: trace", "traceid: trace"), "unknown key 'traceid'");
    assertRefused(yaml.replace("signal: spans", "signal: span"), "spans, logs, metrics");
    assertRefused(yaml.replace("^(health)$", "(?=x)(y)"), "no regular expression (RE2 syntax)");
    assertRefused(yaml.replace("^(health)$", "health"), "a capture has exactly one group");
    assertRefused(yaml.replace("      trace_id: trace\n", ""), "field 'trace_id' is missing");
  }

  @Test
  void aFileOfAnotherShapeIsNotReadAndAKnownOneIsSkippedWithTheReason() {
    TelemetryFormat format = format();

    assertThat(format.recognises("calls/one.csv", bytes("a;b;c\n")))
        .isInstanceOf(Recognition.No.class);
    assertThat(format.recognises("other/one.csv", bytes(preamble())))
        .isInstanceOf(Recognition.No.class);
    assertThat(format.recognises("calls/one.txt", bytes("hello")))
        .isEqualTo(Recognition.skip("notes"));
  }

  @Test
  void ofTwoKindsOfFileUnderOnePathTheHeaderDecides() throws IOException {
    String yaml =
        """
        name: two
        files:
          - path: "*.csv"
            header: [trace]
            signal: spans
            fields: {trace_id: trace, span_id: span, name: op, start: {column: at, unit: s}, duration: {column: took, unit: s}}
          - path: "*.csv"
            header: [line]
            signal: logs
            fields: {time: {column: at, unit: s}, body: line}
        """;
    MappedFormat two = MappedFormat.of("two.yaml", yaml, Limits.STANDARD);
    CollectingSink sink = new CollectingSink();

    two.read("a.csv", new ByteArrayInputStream(bytes("at,line\n1767225600,hello\n")), sink);
    two.read("a.csv", new ByteArrayInputStream(bytes("x,y\n1,2\n")), sink);

    assertThat(sink.logs).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("path and header fit no file of mapping two");
  }

  private static void assertRefused(String yaml, String why) {
    assertThatThrownBy(() -> MappedFormat.of("m.yaml", yaml, Limits.STANDARD))
        .isInstanceOf(InvalidMappingException.class)
        .hasMessageContaining(", line ")
        .hasMessageContaining(why);
  }
}
