package io.distributeddebug.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRendererTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonRenderer renderer = new JsonRenderer();

  @Test
  void aFullReportReadsAsAgreed() throws IOException {
    Golden.assertEqual(renderer.render(SampleReports.slowDatabase()), "slow-database.json");
  }

  @Test
  void everyReportKeepsTheSchemaWhichKnowsEveryKey() throws IOException {
    String schema = strict(schema());
    for (Report report :
        List.of(
            SampleReports.slowDatabase(),
            SampleReports.nothingStandsOut(),
            SampleReports.empty(),
            HostileReports.of(HostileStrings.all()))) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema)
                  .validate(renderer.render(report), InputFormat.JSON))
          .isEmpty();
    }
  }

  @Test
  void theSchemaRefusesAKindThatTheInterfaceDoesNotHave() throws IOException {
    Report report =
        Report.of("run", SampleReports.empty().generatedAt(), "")
            .causes(List.of(Cause.of(1, "cart", "gremlins").build()))
            .build();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema().toString())
                .validate(renderer.render(report), InputFormat.JSON))
        .hasSize(1);
  }

  @Test
  void hostileTextComesBackAsItWasButForWhatUnicodeForbids() throws IOException {
    List<String> strings = HostileStrings.all();
    String json = renderer.render(HostileReports.of(strings));
    assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(json);
    JsonNode causes = MAPPER.readTree(json).path("causes");
    for (int i = 0; i < strings.size(); i++) {
      assertThat(causes.path(i).path("service").asText())
          .isEqualTo(VisibleText.wellFormed(strings.get(i)));
    }
  }

  private static ObjectNode schema() throws IOException {
    try (InputStream in = JsonRenderer.class.getResourceAsStream("report.schema.json")) {
      return (ObjectNode) MAPPER.readTree(in);
    }
  }

  /** Readers allow additions; we do not make any that the schema does not describe. */
  private static String strict(ObjectNode schema) {
    close(schema);
    return schema.toString();
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && "object".equals(object.path("type").asText())) {
      object.put("additionalProperties", false);
    }
    node.forEach(JsonRendererTest::close);
  }
}
