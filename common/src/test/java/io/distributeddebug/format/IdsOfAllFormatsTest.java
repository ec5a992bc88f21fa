package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** B22: one id, however a format writes it, and what is none. */
class IdsOfAllFormatsTest {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final String SPAN = "eee19b7ec3c1b174";

  /** A file with one span, whose trace id is T, span id S. */
  private static final Map<String, String> FILES =
      Map.of(
          "otlp-json",
          """
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"T","spanId":"S","name":"a",\
          "startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600000000001"}]}]}]}
          """,
          "tempo-json",
          """
          {"batches":[{"scopeSpans":[{"spans":[{"traceId":"T","spanId":"S","name":"a",\
          "startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600000000001"}]}]}]}
          """,
          "jaeger-json",
          """
          {"data":[{"traceID":"T","spans":[{"traceID":"T","spanID":"S","operationName":"a",\
          "startTime":1767225600000000,"duration":1}],"processes":{}}]}
          """,
          "jaeger-elasticsearch",
          """
          {"_index":"jaeger-span-2026-01-01","_source":{"traceID":"T","spanID":"S",\
          "operationName":"a","startTime":1767225600000000,"duration":1,\
          "process":{"serviceName":"cart"}}}
          """,
          "zipkin-json",
          """
          [{"traceId":"T","id":"S","name":"a","timestamp":1767225600000000,"duration":1}]
          """,
          "elastic-apm",
          """
          {"metadata":{"service":{"name":"cart"}}}
          {"transaction":{"id":"S","trace_id":"T","name":"a","type":"request","duration":1,\
          "timestamp":1767225600000000}}
          """);

  private static Stream<Arguments> spellings() {
    Map<String, String> ofTrace =
        Map.of(
            "upper case", TRACE.toUpperCase(java.util.Locale.ROOT),
            "as stored", TRACE,
            "64 bits", "d269b633813fc60c",
            "leading zeros dropped", "1f",
            "base64", "W47/95gDgQPSabYzgT/GDA==");
    return FILES.keySet().stream()
        .sorted()
        .flatMap(
            format ->
                ofTrace.entrySet().stream()
                    .filter(it -> !(format.startsWith("zipkin") && it.getKey().equals("base64")))
                    .map(it -> Arguments.of(format, it.getKey(), it.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("spellings")
  void isStoredInOneForm(String format, String spelling, String written) throws IOException {
    String hex = spelling.equals("base64") ? TRACE : written.toLowerCase(java.util.Locale.ROOT);

    CollectingSink sink = read(format, written, "B174");

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans)
        .extracting(Span::traceId, Span::spanId)
        .containsExactly(tuple("0".repeat(32 - hex.length()) + hex, "000000000000b174"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void zerosAreNoId(String format) throws IOException {
    assertThat(read(format, "0".repeat(32), SPAN).spans).isEmpty();
    assertThat(read(format, "0".repeat(32), SPAN).rejects).hasSize(1);
    assertThat(read(format, TRACE, "0".repeat(16)).spans).isEmpty();
    assertThat(read(format, TRACE, "0".repeat(16)).rejects).hasSize(1);
  }

  private static Stream<String> formats() {
    return FILES.keySet().stream().sorted();
  }

  private static CollectingSink read(String format, String traceId, String spanId)
      throws IOException {
    String file =
        FILES
            .get(format)
            .replace("\"T\"", "\"" + traceId + "\"")
            .replace("\"S\"", "\"" + spanId + "\"");
    CollectingSink sink = new CollectingSink();
    Formats only = Formats.standard(Limits.STANDARD).only(format).orElseThrow();
    new ArchiveReader(only, Limits.STANDARD, Redaction.standard())
        .read("spans", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), sink);
    return sink;
  }
}
