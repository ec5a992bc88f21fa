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

class TracesCommandTest {
  private static final String DRAWN =
      """
      web GET /                                  | ==============
        web call {client http.status_code=500}   |   ==========
          cart load {error}                      |    =======
            cart SELECT {client db.system=mysql} |     ====
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeOneTrace() throws IOException {
    try (OtlpJsonWriter writer =
        new OtlpJsonWriter(Files.newOutputStream(folder.resolve("spans.json")))) {
      writer.writeSpans(DrawnTrace.of(DRAWN).spans());
    }
  }

  @Test
  void aTraceThatMatchesIsShownWithTheSpansThatMadeItMatch() {
    Outcome outcome = run("{ .http.status_code = 500 } >> {} | select(status)");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            trace                             began (UTC)           root       took   spans  matched  service  operation      took  status  .http.status_code
            --------------------------------  --------------------  ---------  -----  -----  -------  -------  -------------  ----  ------  -----------------
            0af7651916cd43dd8448eb211c80319c  1970-01-01T00:00:00Z  web GET /  14 ms      4        2  cart     load (failed)  7 ms  error
                                                                                                      cart     SELECT         4 ms  unset
            1 trace matches with 2 spans
            """);
  }

  @Test
  void forMachinesItIsOneDocument() throws IOException {
    JsonNode answer =
        new ObjectMapper().readTree(run("{ .db.system = \"mysql\" } | by(name)", "--json").out());
    assertThat(answer.get("traces_matched").asLong()).isEqualTo(1);
    JsonNode trace = answer.get("traces").get(0);
    assertThat(trace.get("trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.get("duration_nanos").asLong()).isEqualTo(14_000_000);
    JsonNode spanset = trace.get("spansets").get(0);
    assertThat(spanset.get("groups").get(0).asText()).isEqualTo("SELECT");
    JsonNode span = spanset.get("spans").get(0);
    assertThat(span.get("service").asText()).isEqualTo("cart");
    assertThat(span.get("fields").toString()).isEqualTo("{\".db.system\":\"mysql\"}");
  }

  @Test
  void whatCannotBeReadIsPointedAt() {
    assertThat(run("{ .http.status_code = }"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                """
                Invalid query at character 23: expected a field or a value, found '}'
                { .http.status_code = }
                                      ^
                """));
  }

  @Test
  void whereNothingMatchesItSaysWhy() throws IOException {
    assertThat(run("{ .http.statuscode = 500 }"))
        .isEqualTo(
            new Outcome(
                0,
                "",
                "No trace matches. No span has .http.statuscode: names are compared letter by"
                    + " letter, as the archive has them.\n"));
    assertThat(run("{ name = \"load\" } > { name = \"call\" }").err())
        .isEqualTo(
            "No trace matches. Of 4 spans, 1 and 1 fulfil the filters one by one, and in no trace"
                + " all of it together.\n");
    Outcome json = run("{ duration > 1h }", "--json");
    assertThat(new ObjectMapper().readTree(json.out()).get("traces")).isEmpty();
    assertThat(json.err()).isEqualTo("No trace matches. No span of 4 fulfils it.\n");
  }

  @Test
  void aWindowLeavesOutTracesThatBeganElsewhere() {
    assertThat(run("{}", "--window=1970-01-01T00:00:00Z/1970-01-01T00:00:01Z").out())
        .contains("1 trace matches");
    assertThat(run("{}", "--window=1970-01-01T00:00:01Z/1970-01-01T00:00:02Z").err())
        .isEqualTo("No trace matches. There are no spans to look at.\n");
    assertThat(run("{}", "--window=yesterday"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Invalid value for --window: 'yesterday'\nWrite FROM/TO as ISO-8601 instants.\n"));
    assertThat(run("{}", "--limit=0").err())
        .isEqualTo("Invalid value for --limit or --spans: 0\nGive 1 or more.\n");
  }

  private Outcome run(String query, String... options) {
    return CommandLineHarness.in(folder)
        .run(
            Stream.concat(
                    Stream.of("traces", query, "--archive=" + folder.resolve("spans.json")),
                    Stream.of(options))
                .toArray(String[]::new));
  }
}
