package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.redaction.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** B3: the same records whatever the encoding and line ends. */
class EncodedFilesTest {
  private static final String MAPPING =
      """
      name: house
      files:
        - path: "*.csv"
          header: [at, text]
          signal: logs
          fields: {time: {column: at, unit: iso}, body: text}
      """;

  private static final Map<String, String> FILES =
      Map.of(
          "otlp-json",
          """
          {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1767225600000000000","body":{"stringValue":"grüße 😀"}}]}]}]}
          {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1767225600000000001","body":{"stringValue":"b"}}]}]}]}
          """,
          "json-logs",
          """
          {"time":"2026-01-01T00:00:00Z","level":"info","msg":"grüße 😀"}
          {"time":"2026-01-01T00:00:01Z","level":"info","msg":"b"}
          """,
          "zipkin-json",
          """
          [{"traceId":"1f","id":"2f","name":"grüße","kind":"CLIENT","timestamp":1767225600000000,"duration":1,"localEndpoint":{"serviceName":"a"}},
          {"traceId":"1f","id":"3f","name":"b","kind":"CLIENT","timestamp":1767225600000000,"duration":1,"localEndpoint":{"serviceName":"a"}}]
          """,
          "text-log",
          """
          2026-01-01T00:00:00Z INFO grüße 😀
          2026-01-01T00:00:01Z INFO b
          """,
          "logfmt",
          """
          time=2026-01-01T00:00:00Z level=info msg="grüße 😀"
          time=2026-01-01T00:00:01Z level=info msg=b
          """,
          "house",
          """
          at,text
          2026-01-01T00:00:00Z,grüße 😀
          2026-01-01T00:00:01Z,b
          """);

  private static Stream<String> formats() {
    return FILES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void givesTheSameRecordsInEveryEncoding(String format) throws IOException {
    String text = FILES.get(format);
    CollectingSink plain = read(text.getBytes(StandardCharsets.UTF_8));

    assertThat(plain.records()).isEqualTo(2);
    assertThat(plain.rejects).isEmpty();
    for (byte[] encoded :
        List.of(
            marked(text, StandardCharsets.UTF_8),
            marked(text, StandardCharsets.UTF_16LE),
            marked(text, StandardCharsets.UTF_16BE),
            text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            marked(text.replace("\n", "\r\n"), StandardCharsets.UTF_16LE))) {
      CollectingSink sink = read(encoded);
      assertThat(sink.all()).isEqualTo(plain.all());
      assertThat(sink.positions).isEqualTo(plain.positions);
      assertThat(sink.rejects).isEmpty();
    }
  }

  @Property(tries = 200)
  void anyTextInUtf16ComesOutInUtf8(
      @ForAll String text, @ForAll @IntRange(min = 8180, max = 8200) int before)
      throws IOException {
    String whole = "a".repeat(before) + "😀" + text;
    byte[] encoded = marked(whole, StandardCharsets.UTF_16LE);
    InputStream decoded = EncodedText.utf8(new ByteArrayInputStream(encoded), encoded);

    assertThat(new String(decoded.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            new String(
                new String(encoded, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8));
  }

  private static byte[] marked(String text, Charset charset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("\uFEFF".getBytes(charset));
    bytes.write(text.getBytes(charset));
    return bytes.toByteArray();
  }

  private static CollectingSink read(byte[] content) throws IOException {
    CollectingSink sink = new CollectingSink();
    Formats formats =
        Formats.standard(Limits.STANDARD)
            .preceded(List.of(MappedFormat.of("house.yaml", MAPPING, Limits.STANDARD)));
    new ArchiveReader(formats, Limits.STANDARD, Redaction.standard())
        .read("file.csv", new ByteArrayInputStream(content), sink);
    return sink;
  }
}
