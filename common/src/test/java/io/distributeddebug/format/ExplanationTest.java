package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void saysTheFormatTheCountsTheRejectsAndTheFirstRecords() throws IOException {
    Explanation explanation =
        explain(
            """
            {"traceID":"1f","spans":[{"spanID":"1","operationName":"GET /"},{"spanID":"0"}]}
            """);

    assertThat(explanation.hasRecords()).isTrue();
    JsonNode json = new ObjectMapper().readTree(explanation.json());
    assertThat(json.get("format").asText()).isEqualTo("jaeger-json");
    assertThat(json.get("records").asInt()).isEqualTo(1);
    assertThat(json.get("spans").asInt()).isEqualTo(1);
    assertThat(json.get("logs").asInt()).isZero();
    assertThat(json.get("metric_points").asInt()).isZero();
    assertThat(json.get("changes").asInt()).isZero();
    assertThat(json.get("rejects")).hasSize(1);
    assertThat(json.at("/rejects/0/position").asText()).isEqualTo("line 1, record 2");
    assertThat(json.at("/rejects/0/reason").asText()).isEqualTo("no usable span id");
    assertThat(json.get("sample")).hasSize(1);
    assertThat(json.at("/sample/0/name").asText()).isEqualTo("GET /");
  }

  @Test
  void aFileOfNoKnownFormatHasNoRecordsAndSaysWhy() throws IOException {
    Explanation explanation = explain("just some words\n");

    assertThat(explanation.hasRecords()).isFalse();
    JsonNode json = new ObjectMapper().readTree(explanation.json());
    assertThat(json.get("format").isNull()).isTrue();
    assertThat(json.get("records").asInt()).isZero();
    assertThat(json.get("skipped").asText()).startsWith("its content is none of: otlp-json, ");
    assertThat(json.get("rejects")).isEmpty();
    assertThat(json.get("sample")).isEmpty();
  }

  private static Explanation explain(String content) throws IOException {
    return Explanation.of(
        ArchiveReader.standard(),
        "file.json",
        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }
}
