package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CriticalPathCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DRAWN =
      """
      web GET /                       | ==============
        web call {client}             |   ==========
          cart load                   |    =======
            cart SELECT {client calls=database peer=db} |     ====
      """;

  @TempDir Path folder;

  @Test
  void aTraceIsALineOfJsonWithTheTimeOfEachOperationAndTheSegments() throws IOException {
    Outcome outcome = run(archive(DRAWN), "--json");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).endsWith("}\n");
    JsonNode row = JSON.readTree(outcome.out());
    assertThat(row.get("trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(operations(row))
        .isEqualTo(
            Map.of(
                "[web] GET /", 4_000_000L,
                "[web] call", 3_000_000L,
                "[cart] load", 3_000_000L,
                "[cart] SELECT", 4_000_000L));
    assertThat(row.get("segments").findValuesAsText("kind"))
        .containsExactly(
            "self", "network_request", "self", "database", "self", "network_response", "self");
    assertThat(row.get("segments").findValuesAsText("ground")).containsOnly("causal_link");
    assertThat(sum(row.get("segments"))).isEqualTo(14_000_000L);
  }

  @Test
  void untilDoneThePathLeadsThroughTheTopicToTheEndOfTheWork() throws IOException {
    Path archive =
        archive(
            """
            web GET /                                 | =====
              web send {producer calls=queue peer=orders} |  ==
                mail process {consumer}               |       ======
            """);
    JsonNode row = JSON.readTree(run(archive, "--until=done", "--json").out());
    assertThat(row.get("segments").findValuesAsText("kind"))
        .containsExactly("self", "queue", "queue", "self");
    assertThat(row.get("duration_nanos").asLong()).isEqualTo(12_000_000L);
    assertThat(operations(row))
        .isEqualTo(
            Map.of(
                "[web] GET /", 1_000_000L, "[web] send", 2_000_000L, "[mail] process", 9_000_000L));
    assertThat(run(archive, "--until=done", "--summary").err())
        .startsWith("Cannot sum up paths with --until=done\n");
  }

  @Test
  void forPeopleItIsATable() throws IOException {
    assertThat(run(archive(DRAWN), "--operation=load").out())
        .isEqualTo(
            """
            0af7651916cd43dd8448eb211c80319c cart load: 7 ms
            from  time  kind      service  operation  ground
            ----  ----  --------  -------  ---------  -----------
            0 ns  1 ms  self      cart     load       causal link
            1 ms  4 ms  database  cart     SELECT     causal link
            5 ms  2 ms  self      cart     load       causal link
            """);
  }

  @Test
  void aPathThatCannotBeComputedIsARowWithTheReason() throws IOException {
    Outcome outcome = run(archive("a one {id=2 parent=2} | ==="), "--json");

    assertThat(outcome.code()).isZero();
    JsonNode row = JSON.readTree(outcome.out());
    assertThat(row.get("reason").asText())
        .isEqualTo("the recorded parents form a circle: nothing is known to come first");
    assertThat(row.get("segments")).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidInTwoLines() throws IOException {
    Path archive = archive(DRAWN);
    assertThat(run(archive, "--service=web", "--operation=load"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Cannot find a span of [web] load\n"
                    + "Names and ids are compared letter by letter, as the archive has them.\n"));
    assertThat(run(archive, "--trace-id=xyz"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Invalid value for --trace-id: 'xyz'\nA trace id is up to 32 hex digits.\n"));
  }

  @Test
  void theSummarySaysWhoOwnsTheQuantiles() throws IOException {
    JsonNode endpoint =
        JSON.readTree(run(archive(DRAWN), "--summary", "--json").out()).get("endpoints").get(0);

    assertThat(endpoint.get("traces").asLong()).isEqualTo(1);
    JsonNode p95 = endpoint.get("quantiles").get(1);
    assertThat(p95.get("mean_nanos").asDouble()).isEqualTo(14e6);
    assertThat(p95.get("operations").findValuesAsText("operation"))
        .containsExactly("[cart] SELECT", "[web] GET /", "[cart] load", "[web] call");
    assertThat(endpoint.get("operations").get(0).get("gain_of_20_percent_nanos").asLong())
        .isEqualTo(800_000);
    assertThat(run(archive(DRAWN), "--summary", "--trace-id=1").code()).isEqualTo(2);
  }

  /** CRISP's own cases, as they are: the expected times are in microseconds. */
  @TestFactory
  Stream<DynamicTest> theTimesAreThoseThatCrispExpects() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: CRISP's cases are skipped");
    List<Path> cases;
    try (Stream<Path> files = Files.list(Path.of(data, "crisp"))) {
      cases = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> crisp(file)));
  }

  private void crisp(Path file) throws IOException {
    Outcome outcome = run(file, "--service=S1", "--operation=O1", "--json");
    JsonNode testing = JSON.readTree(file.toFile()).get("testing");
    Map<String, Long> expected = new TreeMap<>();
    (testing.isArray() ? testing.get(0) : testing.get("opTimeExclusive"))
        .properties()
        .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asLong() * 1000));
    JsonNode row = JSON.readTree(outcome.out());
    assertThat(operations(row)).isEqualTo(expected);
    assertThat(sum(row.get("segments"))).isEqualTo(row.get("duration_nanos").asLong());
  }

  private static Map<String, Long> operations(JsonNode row) {
    Map<String, Long> operations = new TreeMap<>();
    row.get("operations")
        .properties()
        .forEach(entry -> operations.put(entry.getKey(), entry.getValue().asLong()));
    return operations;
  }

  private static long sum(JsonNode segments) {
    long sum = 0;
    for (JsonNode segment : segments) {
      sum += segment.get("duration_nanos").asLong();
    }
    return sum;
  }

  private Path archive(String drawn) throws IOException {
    Path file = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(file))) {
      writer.writeSpans(DrawnTrace.of(drawn).spans());
    }
    return file;
  }

  private Outcome run(Path archive, String... options) {
    return CommandLineHarness.in(folder)
        .run(
            Stream.concat(Stream.of("critical-path", "--archive=" + archive), Stream.of(options))
                .toArray(String[]::new));
  }
}
