package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerLogFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new DockerLogFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "abc-json.log";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"log\":\"request %d\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00.000000001Z\"}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"log\":\"a\",\"stream\":";
  }

  @Test
  void readsTheLineItsStreamItsAttributesAndItsTime() throws IOException {
    LogRecord log =
        read(bytes(
                "{\"log\":\"WARN slow\\n\",\"stream\":\"stderr\",\"attrs\":{\"tag\":\"cart\"},\"time\":\"2026-01-01T00:00:00Z\"}"))
            .logs
            .get(0);

    assertThat(log.body()).isEqualTo("WARN slow");
    assertThat(log.severityNumber()).isEqualTo(13);
    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.attributes().text()).isEqualTo(Map.of("log.iostream", "stderr", "tag", "cart"));
  }

  @Test
  void partsOfALineAreOneRecord() throws IOException {
    String part =
        "{\"log\":\"%s\",\"stream\":\"stdout\",\"time\":\"2026-01-01T00:00:00.000000001Z\"}\n";

    CollectingSink sink =
        read(bytes(part.formatted("one ") + part.formatted("two\\n") + goodLine(1)));

    assertThat(sink.logs).extracting(LogRecord::body).containsExactly("one two", "request 1");
  }

  @Test
  void aLineWithoutItsTimeIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"log\":\"a\\n\",\"stream\":\"stdout\"}"));

    assertThat(sink.logs).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("not a line of Docker's json-file log");
  }
}
