package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {
  @TempDir Path folder;

  @Test
  void explainSaysWhatIsKnownAndWhatToRecord() throws IOException {
    Path archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(
          List.of(
              query(1, "UPDATE orders SET status = 'PAID' WHERE id = 17"),
              query(2, "UPDATE orders SET status = ? WHERE id = ?"),
              query(3, "SELECT now()")));
    }
    CommandLineHarness command = CommandLineHarness.in(folder);
    assertThat(command.run("state", "--explain", "--archive", archive.toString()).out())
        .isEqualTo(
            """
            rule  spans  events  not read, because
            ----  -----  ------  ------------------------
            sql       3       2  1: SELECT names no table

            entity type  events  V value  K key  C neither  to know more
            -----------  ------  -------  -----  ---------  -----------------------------------------------------------------------------------------
            orders            2        0      1          1  record the key: db.query.parameter.<n>, or an attribute order_id on a span above the call
            """);
    JsonNode json =
        new ObjectMapper()
            .readTree(
                command.run("state", "--explain", "--archive", archive.toString(), "--json").out());
    assertThat(json.at("/entity_types/0/with_key").asLong()).isEqualTo(1);
    assertThat(json.at("/rules/0/not_read/SELECT names no table").asLong()).isEqualTo(1);
  }

  @Test
  void aMappingThatCannotBeReadIsToldInOneLineWithItsPlace() throws IOException {
    Path mapping = folder.resolve("m.yaml");
    Files.writeString(mapping, "entitys: {}\n");
    CommandLineHarness.Outcome outcome =
        CommandLineHarness.in(folder).run("state", "--explain", "--state-mapping=m.yaml");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "Cannot read mapping m.yaml, line 1, column 1: unknown key 'entitys', did you mean 'entities'?; known here: entities, rules, sagas, sessions");
  }

  private static Span query(int id, String text) {
    return new Span(
        String.format("%032x", 7),
        String.format("%016x", id),
        "",
        "",
        Resource.of(Attributes.builder().put("service.name", "shop").build()),
        "query",
        SpanKind.CLIENT,
        id * 1_000_000L,
        id * 1_000_000L + 1,
        StatusCode.UNSET,
        "",
        Attributes.builder()
            .put("db.system.name", "postgresql")
            .put("server.address", "pg")
            .put("db.query.text", text)
            .build(),
        List.of(),
        List.of(),
        "");
  }
}
