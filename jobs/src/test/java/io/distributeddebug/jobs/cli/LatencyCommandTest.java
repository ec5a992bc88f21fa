package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.cli.CommandLineHarness.Outcome;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandTest {
  private static final long START = 1_767_600_000_000_000_000L; // 2026-01-05T08:00:00Z
  private static final String WINDOW = "--incident=2026-01-05T08:00:10Z/2026-01-05T08:01:00Z";
  private static final String USUAL =
      """
      web GET /       | ========
        web call {client} |  =====
          cart load   |   ===
      """;
  private static final String SLOW =
      """
      web GET /       | ============
        web call {client} |  =========
          cart load   |   =======
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTenUsualTracesAndTenSlowOnes() throws IOException {
    try (OtlpJsonWriter writer =
        new OtlpJsonWriter(Files.newOutputStream(folder.resolve("spans.json")))) {
      for (int trace = 0; trace < 20; trace++) {
        writer.writeSpans(spans(trace < 10 ? USUAL : SLOW, trace + 1));
      }
    }
  }

  @Test
  void theDifferenceIsPutWhereItAroseAndItsPartsAddUp() throws IOException {
    JsonNode answer = new ObjectMapper().readTree(run(WINDOW, "--json").out());
    JsonNode endpoint = answer.get("endpoints").get(0);
    assertThat(endpoint.get("baseline").get("traces").asLong()).isEqualTo(10);
    for (JsonNode at : endpoint.get("at")) {
      assertThat(at.get("difference_nanos").asDouble()).isEqualTo(4e6);
      JsonNode first = at.get("parts").get(0);
      assertThat(first.get("operation").asText()).isEqualTo("[cart] load");
      assertThat(first.get("kind").asText()).isEqualTo("self");
      assertThat(first.get("difference_nanos").asDouble()).isEqualTo(4e6);
      double sum = 0;
      for (JsonNode part : at.get("parts")) {
        sum += part.get("difference_nanos").asDouble();
      }
      assertThat(sum).isCloseTo(4e6, within(1.0));
    }
    JsonNode edge = answer.get("edges").get(0);
    assertThat(edge.get("child_operation").asText()).isEqualTo("load");
    assertThat(edge.get("incident").get("mean_nanos").asDouble()).isEqualTo(9e6);
    assertThat(edge.get("incident").get("wait_mean_nanos").asDouble()).isEqualTo(2e6);
  }

  @Test
  void forPeopleItIsATable() {
    assertThat(run(WINDOW, "--baseline=1m").out())
        .contains(
            """
            web GET /
            mean: 8 ms to 12 ms, +4 ms
            operation    kind     baseline  incident  difference
            -----------  -------  --------  --------  ----------
            [cart] load  self     3 ms      7 ms      +4 ms
            [web] GET /  self     3 ms      3 ms      +0 ns
            [web] call   network  2 ms      2 ms      +0 ns
            """);
  }

  @Test
  void foldedStacksAreWhatFlameGraphToolsRead() {
    assertThat(run(WINDOW, "--folded").out())
        .isEqualTo(
            """
            web GET / 3000000 3000000
            web GET /;web call 2000000 2000000
            web GET /;web call;cart load 3000000 7000000
            """);
    assertThat(run("--folded").out()).startsWith("web GET / 3000000\n");
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    assertThat(run("--incident=yesterday"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Invalid value for --incident: 'yesterday'\n"
                    + "Write FROM/TO as ISO-8601 instants.\n"));
    assertThat(run("--baseline=1h").err())
        .isEqualTo("Cannot compare with --baseline: no --incident is named\nName both windows.\n");
    assertThat(run("--incident=2027-01-05T08:00:10Z/2027-01-05T08:01:00Z").err())
        .startsWith("Cannot find a request of any service in the window\n")
        .isNotEmpty();
  }

  private static List<Span> spans(String drawn, int number) {
    List<Span> spans = new ArrayList<>();
    for (Span span : DrawnTrace.of(drawn).spans()) {
      spans.add(
          new Span(
              String.format("%032x", number),
              span.spanId(),
              span.parentSpanId(),
              span.traceState(),
              span.resource(),
              span.name(),
              span.kind(),
              START + number * 1_000_000_000L - 1 + span.startUnixNanos(),
              START + number * 1_000_000_000L - 1 + span.endUnixNanos(),
              span.status(),
              span.statusMessage(),
              span.attributes(),
              span.events(),
              span.links(),
              span.scope()));
    }
    return spans;
  }

  private Outcome run(String... options) {
    return CommandLineHarness.in(folder)
        .run(
            Stream.concat(
                    Stream.of("latency", folder.resolve("spans.json").toString()),
                    Stream.of(options))
                .toArray(String[]::new));
  }
}
