package io.distributeddebug.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

class CompareCommandTest {
  private static final long START = 1_767_600_000_000_000_000L; // 2026-01-05T08:00:00Z
  private static final String BEFORE =
      "2026-01-05T08:00:00Z/2026-01-05T08:00:40Z"; // the first 39 traces
  private static final String AFTER = "2026-01-05T08:00:40Z/2026-01-05T08:02:00Z";
  private static final String USUAL =
      """
      web GET /                           | ========
        web call {client}                 |  =====
          cart load {version=1 app.path=old} |   ===
      """;
  private static final String SLOW =
      """
      web GET /                           | ============
        web call {client}                 |  =========
          cart load {version=2 app.path=new} |   =======
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeUsualTracesAndSlowOnesOfANewVersion() throws IOException {
    try (OtlpJsonWriter writer =
        new OtlpJsonWriter(Files.newOutputStream(folder.resolve("spans.json")))) {
      for (int trace = 1; trace <= 80; trace++) {
        writer.writeSpans(spans(trace < 40 ? USUAL : SLOW, trace));
      }
    }
  }

  @Test
  void versionsAreCompared() {
    Outcome outcome = run("version=1", "version=2");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
               set        traces  failed  p50    p95
            -  ---------  ------  ------  -----  -----
            A  version=1      39       0  8 ms   8 ms
            B  version=2      41       0  12 ms  12 ms

            Operations, the most regressed first
            operation    is     mean A  mean B  own A  own B  p95 A  p95 B  fails A  fails B  adds to a trace
            -----------  -----  ------  ------  -----  -----  -----  -----  -------  -------  ---------------
            [cart] load  worse  3 ms    7 ms    3 ms   7 ms   3 ms   7 ms   0 %      0 %      +4 ms
            [web] GET /  worse  8 ms    12 ms   3 ms   3 ms   8 ms   12 ms  0 %      0 %      +0 ns
            [web] call   worse  5 ms    9 ms    2 ms   2 ms   5 ms   9 ms   0 %      0 %      +0 ns

            Attributes
            attribute                 value  in B  traces A  traces B
            ------------------------  -----  ----  --------  --------
            resource.service.version  1      less  100 %     0 %
            resource.service.version  2      more  0 %       100 %
            span.app.path             new    more  0 %       100 %
            span.app.path             old    less  100 %     0 %
            """);
  }

  @Test
  void windowsAndQueriesGiveTheSame() throws IOException {
    JsonNode versions = operations(run("version=1", "version=2", "--json"));
    assertThat(operations(run(BEFORE, AFTER, "--json"))).isEqualTo(versions);
    assertThat(operations(run("--baseline=" + BEFORE, "--incident=" + AFTER, "--json")))
        .isEqualTo(versions);
    assertThat(
            operations(
                run("{ .app.path = \"old\" }", "{ name = \"load\" && duration > 5ms }", "--json")))
        .isEqualTo(versions);
    assertThat(
            operations(
                run("{ kind = client }", "--baseline=" + BEFORE, "--incident=" + AFTER, "--json")))
        .isEqualTo(versions);
  }

  @Test
  void aSetDoesNotDifferFromItself() {
    assertThat(run("service=web", "service=web").out())
        .endsWith("No difference that chance would not give.\n");
  }

  @Test
  void wrongUsageIsSaidInTwoLines() {
    assertThat(run("version=1"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Cannot compare one set: two are needed\nName A and B, or --baseline and"
                    + " --incident; see distributed-debug compare --help.\n"));
    assertThat(run("version=7", "{ kind = }").err())
        .startsWith("Invalid query at character 10: expected a field or a value");
    assertThat(run("version=7", "version=8").err())
        .startsWith("Cannot compare: no trace is in version=7, and none in version=8\n");
  }

  private static JsonNode operations(Outcome outcome) throws IOException {
    assertThat(outcome.err()).isEmpty();
    JsonNode operations = new ObjectMapper().readTree(outcome.out()).get("operations");
    assertThat(operations).hasSize(3);
    return operations;
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
              START + number * 1_000_000_000L + span.startUnixNanos(),
              START + number * 1_000_000_000L + span.endUnixNanos(),
              span.status(),
              span.statusMessage(),
              span.attributes(),
              span.events(),
              span.links(),
              span.scope()));
    }
    return spans;
  }

  private Outcome run(String... arguments) {
    return CommandLineHarness.in(folder)
        .run(
            Stream.concat(
                    Stream.of("compare", "--archive=" + folder.resolve("spans.json")),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }
}
