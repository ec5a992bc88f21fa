package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TempoJsonFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new TempoJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "trace.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"batches\":%s}"
        .formatted(batches(base64(TRACE), base64("%016x".formatted(number + 1))));
  }

  @Override
  protected String badLine() {
    return "{\"batches\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":";
  }

  @Test
  void readsBase64IdsAndTheNamesOfEnums() throws IOException {
    Span span = read(bytes(goodLine(1))).spans.get(0);

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("0000000000000002");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.resource().service()).isEqualTo("cart");
  }

  @Test
  void bothVersionsOfTheApiAndOtlpItselfGiveTheSameSpan() throws IOException {
    String batches = batches(base64(TRACE), base64("0000000000000002"));
    Span first = read(bytes(goodLine(1))).spans.get(0);

    assertThat(read(bytes("{\"trace\":{\"resourceSpans\":%s}}".formatted(batches))).spans)
        .containsExactly(first);
    assertThat(read(bytes("{\"trace\":{\"batches\":%s},\"metrics\":{}}".formatted(batches))).spans)
        .containsExactly(first);
    assertThat(
            read(bytes("{\"resourceSpans\":%s}".formatted(batches(TRACE, "0000000000000002"))))
                .spans)
        .containsExactly(first);
  }

  @Test
  void aSpanWithoutUsableIdIsOneRejectAndTheOthersAreRead() throws IOException {
    CollectingSink sink =
        read(bytes("{\"batches\":%s}".formatted(batches(base64(TRACE), "")) + "\n" + goodLine(1)));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .containsExactly(new Reject(Position.of(1, 0), "no usable span id", ""));
  }

  private static String batches(String traceId, String spanId) {
    return ("[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"cart\"}}]},"
            + "\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\",\"spanId\":\"%s\",\"name\":\"GET /cart\","
            + "\"kind\":\"SPAN_KIND_SERVER\",\"startTimeUnixNano\":\"1767225600000000000\","
            + "\"endTimeUnixNano\":\"1767225600000001500\",\"status\":{\"code\":\"STATUS_CODE_ERROR\"}}]}]}]")
        .formatted(traceId, spanId);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
