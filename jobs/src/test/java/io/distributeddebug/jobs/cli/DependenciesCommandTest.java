package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependenciesCommandTest {
  private static final String DRAWN =
      """
      web GET /                                       | ==============
        web call {client error}                       |  ======
          cart load {server error}                    |   ====
            cart SELECT {client calls=database peer=pg} |    ==
        web send {producer calls=queue peer=orders}   |        =
          mail process {consumer}                     |           ===
      """;

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(DrawnTrace.of(DRAWN).spans());
    }
  }

  @Test
  void eachTopicAndDatabaseIsANode() {
    assertThat(run().out())
        .isEqualTo(
            """
            parent  child   kind          calls  errors  retries  p50   p95   wait p50
            ------  ------  ------------  -----  ------  -------  ----  ----  --------
            cart    pg      database          1       0        0  2 ms  2 ms
            orders  mail    asynchronous      1       0        0  3 ms  3 ms  2 ms
            web     cart    synchronous       1       1        0  6 ms  6 ms  2 ms
            web     orders  asynchronous      1       0        0  1 ms  1 ms
            """);
  }

  @Test
  void jsonIsAnArrayWithParentChildCallsAndErrors() throws IOException {
    JsonNode rows = new ObjectMapper().readTree(run("--by=operation", "--json").out());
    assertThat(rows).hasSize(4);
    JsonNode call = rows.get(2);
    assertThat(call.get("parent").asText()).isEqualTo("web");
    assertThat(call.get("parent_operation").asText()).isEqualTo("GET /");
    assertThat(call.get("child").asText()).isEqualTo("cart");
    assertThat(call.get("child_operation").asText()).isEqualTo("load");
    assertThat(call.get("calls").asLong()).isEqualTo(1);
    assertThat(call.get("errors").asLong()).isEqualTo(1);
    assertThat(call.get("duration_nanos").get("p95").asLong()).isEqualTo(6_000_000);
    assertThat(call.get("failed_trace_id").asText()).hasSize(32);
  }

  @Test
  void jaegersRulesAreAnother() throws IOException {
    assertThat(compat("jaeger"))
        .isEqualTo("cart cart 1 0, cart pg 1 0, web cart 1 0, web mail 1 0, web web 2 0");
    assertThat(compat("zipkin")).isEqualTo("cart pg 1 0, web cart 1 1, web orders 1 0");
  }

  @Test
  void otherRulesAreRefused() {
    assertThat(run("--compat=tempo"))
        .isEqualTo(
            new Outcome(2, "", "Invalid value for --compat: 'tempo'\nIt is jaeger or zipkin.\n"));
    assertThat(run("--compat=jaeger", "--by=instance").code()).isEqualTo(2);
  }

  @Test
  void theStructureSaysWhatStopsWithoutANode() {
    assertThat(run("--structure").out())
        .isEqualTo(
            """
            node    calls  depth  stops without it  betweenness  most for
            ------  -----  -----  ----------------  -----------  ------------
            cart        1      1                 1  1.0          web 100 %
            mail        1      2                 0  0.0          orders 100 %
            orders      1      1                 1  1.0          web 100 %
            pg          1      2                 0  0.0          cart 100 %
            web         1      0                 4  0.0
            """);
  }

  @Test
  void oneFormAtATimeAndWindowsForContractsOnly() {
    assertThat(run("--structure", "--bucket=5m"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Cannot use more than one of --structure, --contracts, --bucket, --compat\n"
                    + "Ask one after the other.\n"));
    assertThat(run("--incident=2026-01-05T08:00:00Z/2026-01-05T09:00:00Z").err())
        .startsWith("Cannot compare windows without --contracts\n");
    assertThat(run("--contracts", "--baseline=5m").err())
        .startsWith("Cannot compare with --baseline: no --incident is named\n");
  }

  private String compat(String rules) throws IOException {
    StringBuilder links = new StringBuilder();
    for (JsonNode link : new ObjectMapper().readTree(run("--compat=" + rules, "--json").out())) {
      links.append(links.isEmpty() ? "" : ", ").append(link.get("parent").asText());
      links.append(' ').append(link.get("child").asText());
      links.append(' ').append(link.get("calls")).append(' ').append(link.get("errors"));
    }
    return links.toString();
  }

  private Outcome run(String... options) {
    return CommandLineHarness.in(folder)
        .run(
            Stream.concat(Stream.of("dependencies", archive.toString()), Stream.of(options))
                .toArray(String[]::new));
  }
}
